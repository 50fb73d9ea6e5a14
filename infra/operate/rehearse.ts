import { rehearseCommand, rehearseManual } from './rehearse-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(rehearseCommand, rehearseManual);
