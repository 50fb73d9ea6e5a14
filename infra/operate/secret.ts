import { secretCommand, secretManual } from './secret-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(secretCommand, secretManual);
