/** The door of every operator's command: `npm run NAME -- …` runs `operate.ts NAME …`. */

import { runCommand, say } from './surroundings.ts';

/** Each is loaded where it is asked for: what one needs of CDK and AWS, another does without. */
const commands = {
  bootstrap: () =>
    import('./bootstrap-command.ts').then(
      (file) => [file.bootstrapCommand, file.bootstrapManual] as const,
    ),
  catalog: () =>
    import('./catalog-command.ts').then(
      (file) => [file.catalogCommand, file.catalogManual] as const,
    ),
  deploy: () =>
    import('./deploy-command.ts').then((file) => [file.deployCommand, file.deployManual] as const),
  destroy: () =>
    import('./destroy-command.ts').then(
      (file) => [file.destroyCommand, file.destroyManual] as const,
    ),
  lecture: () =>
    import('./lecture-command.ts').then(
      (file) => [file.lectureCommand, file.lectureManual] as const,
    ),
  disputes: () =>
    import('./disputes-command.ts').then(
      (file) => [file.disputesCommand, file.disputesManual] as const,
    ),
  moderate: () =>
    import('./moderate-command.ts').then(
      (file) => [file.moderateCommand, file.moderateManual] as const,
    ),
  recount: () =>
    import('./recount-command.ts').then(
      (file) => [file.recountCommand, file.recountManual] as const,
    ),
  redrive: () =>
    import('./redrive-command.ts').then(
      (file) => [file.redriveCommand, file.redriveManual] as const,
    ),
  restore: () =>
    import('./restore-command.ts').then(
      (file) => [file.restoreCommand, file.restoreManual] as const,
    ),
  retention: () =>
    import('./retention-command.ts').then(
      (file) => [file.retentionCommand, file.retentionManual] as const,
    ),
  rehearse: () =>
    import('./rehearsal/rehearse-command.ts').then(
      (file) => [file.rehearseCommand, file.rehearseManual] as const,
    ),
  smoke: () =>
    import('./smoke-command.ts').then((file) => [file.smokeCommand, file.smokeManual] as const),
  'rotate-keys': () =>
    import('./rotate-keys-command.ts').then(
      (file) => [file.rotateKeysCommand, file.rotateKeysManual] as const,
    ),
  secret: () =>
    import('./secret-command.ts').then((file) => [file.secretCommand, file.secretManual] as const),
} as const;

const isName = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);

const [name = '', ...argv] = process.argv.slice(2);
if (isName(name)) {
  const [run, manual] = await commands[name]();
  await runCommand(run, manual, argv);
} else {
  say(process.stderr, `Which command? There are ${Object.keys(commands).join(', ')}.`);
  process.exitCode = 2;
}
