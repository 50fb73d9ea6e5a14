import { deployCommand, deployManual } from './deploy-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(deployCommand, deployManual);
