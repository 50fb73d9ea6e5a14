import { catalogCommand, catalogManual } from './catalog-command.ts';
import { runCommand } from './surroundings.ts';

await runCommand(catalogCommand, catalogManual);
