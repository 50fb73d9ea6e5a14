/** The door of every operator's command: `npm run NAME -- …` runs `operate.ts NAME …`. */

import { bootstrapCommand, bootstrapManual } from './bootstrap-command.ts';
import { catalogCommand, catalogManual } from './catalog-command.ts';
import { deployCommand, deployManual } from './deploy-command.ts';
import { destroyCommand, destroyManual } from './destroy-command.ts';
import { disputesCommand, disputesManual } from './disputes-command.ts';
import { lectureCommand, lectureManual } from './lecture-command.ts';
import { moderateCommand, moderateManual } from './moderate-command.ts';
import { recountCommand, recountManual } from './recount-command.ts';
import { redriveCommand, redriveManual } from './redrive-command.ts';
import { rehearseCommand, rehearseManual } from './rehearsal/rehearse-command.ts';
import { rotateKeysCommand, rotateKeysManual } from './rotate-keys-command.ts';
import { secretCommand, secretManual } from './secret-command.ts';
import { runCommand, say } from './surroundings.ts';

const commands = new Map([
  ['bootstrap', { run: bootstrapCommand, manual: bootstrapManual }],
  ['catalog', { run: catalogCommand, manual: catalogManual }],
  ['deploy', { run: deployCommand, manual: deployManual }],
  ['destroy', { run: destroyCommand, manual: destroyManual }],
  ['lecture', { run: lectureCommand, manual: lectureManual }],
  ['disputes', { run: disputesCommand, manual: disputesManual }],
  ['moderate', { run: moderateCommand, manual: moderateManual }],
  ['recount', { run: recountCommand, manual: recountManual }],
  ['redrive', { run: redriveCommand, manual: redriveManual }],
  ['rehearse', { run: rehearseCommand, manual: rehearseManual }],
  ['rotate-keys', { run: rotateKeysCommand, manual: rotateKeysManual }],
  ['secret', { run: secretCommand, manual: secretManual }],
]);

const [name = '', ...argv] = process.argv.slice(2);
const command = commands.get(name);
if (command) {
  await runCommand(command.run, command.manual, argv);
} else {
  say(process.stderr, `Which command? There are ${[...commands.keys()].join(', ')}.`);
  process.exitCode = 2;
}
