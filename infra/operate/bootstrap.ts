import { bootstrapCommand } from './bootstrap-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(bootstrapCommand);
