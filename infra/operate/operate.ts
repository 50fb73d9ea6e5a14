/** The door of every operator's command: `npm run NAME -- …` runs `operate.ts NAME …`. */

import { runCommand, say } from './surroundings.ts';

/** Each is loaded where it is asked for: what one needs of CDK and AWS, another does without. */
const commands = {
  bootstrap: async () => {
    const { bootstrapCommand: run, bootstrapManual: manual } = await import(
      './bootstrap-command.ts'
    );
    return { run, manual };
  },
  catalog: async () => {
    const { catalogCommand: run, catalogManual: manual } = await import('./catalog-command.ts');
    return { run, manual };
  },
  deploy: async () => {
    const { deployCommand: run, deployManual: manual } = await import('./deploy-command.ts');
    return { run, manual };
  },
  destroy: async () => {
    const { destroyCommand: run, destroyManual: manual } = await import('./destroy-command.ts');
    return { run, manual };
  },
  lecture: async () => {
    const { lectureCommand: run, lectureManual: manual } = await import('./lecture-command.ts');
    return { run, manual };
  },
  disputes: async () => {
    const { disputesCommand: run, disputesManual: manual } = await import('./disputes-command.ts');
    return { run, manual };
  },
  moderate: async () => {
    const { moderateCommand: run, moderateManual: manual } = await import('./moderate-command.ts');
    return { run, manual };
  },
  recount: async () => {
    const { recountCommand: run, recountManual: manual } = await import('./recount-command.ts');
    return { run, manual };
  },
  redrive: async () => {
    const { redriveCommand: run, redriveManual: manual } = await import('./redrive-command.ts');
    return { run, manual };
  },
  rehearse: async () => {
    const { rehearseCommand: run, rehearseManual: manual } = await import(
      './rehearsal/rehearse-command.ts'
    );
    return { run, manual };
  },
  'rotate-keys': async () => {
    const { rotateKeysCommand: run, rotateKeysManual: manual } = await import(
      './rotate-keys-command.ts'
    );
    return { run, manual };
  },
  secret: async () => {
    const { secretCommand: run, secretManual: manual } = await import('./secret-command.ts');
    return { run, manual };
  },
} as const;

const isName = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);

const [name = '', ...argv] = process.argv.slice(2);
if (isName(name)) {
  const { run, manual } = await commands[name]();
  await runCommand(run, manual, argv);
} else {
  say(process.stderr, `Which command? There are ${Object.keys(commands).join(', ')}.`);
  process.exitCode = 2;
}
