import { redriveCommand, redriveManual } from './redrive-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(redriveCommand, redriveManual);
