import { deployCommand } from './deploy-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(deployCommand);
