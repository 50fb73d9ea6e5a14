import { rotateKeysCommand, rotateKeysManual } from './rotate-keys-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(rotateKeysCommand, rotateKeysManual);
