import { redriveCommand } from './redrive-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(redriveCommand);
