/** The door of every operator's command: `npm run NAME -- …` runs `operate.ts NAME …`. */

import { runCommand, say } from './surroundings.ts';

/** Each is loaded where it is asked for: what one needs of CDK and AWS, another does without. */
const commands = {
  bootstrap: () => import('./bootstrap-command.ts'),
  catalog: () => import('./catalog-command.ts'),
  deploy: () => import('./deploy-command.ts'),
  destroy: () => import('./destroy-command.ts'),
  lecture: () => import('./lecture-command.ts'),
  disputes: () => import('./disputes-command.ts'),
  moderate: () => import('./moderate-command.ts'),
  recount: () => import('./recount-command.ts'),
  redrive: () => import('./redrive-command.ts'),
  restore: () => import('./restore-command.ts'),
  retention: () => import('./retention-command.ts'),
  rehearse: () => import('./rehearsal/rehearse-command.ts'),
  smoke: () => import('./smoke-command.ts'),
  'rotate-keys': () => import('./rotate-keys-command.ts'),
  secret: () => import('./secret-command.ts'),
};

const isName = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);

const [name = '', ...argv] = process.argv.slice(2);
if (isName(name)) {
  const { run, manual } = await commands[name]();
  await runCommand(run, manual, argv);
} else {
  say(process.stderr, `Which command? There are ${Object.keys(commands).join(', ')}.`);
  process.exitCode = 2;
}
