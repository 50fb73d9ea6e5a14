import { rehearseCommand, rehearseManual } from './rehearsal/rehearse-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(rehearseCommand, rehearseManual);
