import { bootstrapCommand, bootstrapManual } from './bootstrap-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(bootstrapCommand, bootstrapManual);
