import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { type Manual, readOptions } from '../../command-line/manual.ts';
import { type SynthesizedStack, synthesize } from '../../local/template/synthesize.ts';
import { startOpenAiStandIn } from '../../openai-stand-in/server.ts';
import { settingsByStage } from '../../stack/settings.ts';
import { keptLogins } from '../../teach/kept-logins.ts';
import { readStage } from '../command-line.ts';
import { outputsOf } from '../stage-access.ts';
import { interrupted, type Surroundings, say } from '../surroundings.ts';
import { seeAdoption } from './adoption.ts';
import { cdk, clientOf, deploy, folder, type Rehearsal, seeRefusal } from './deploys.ts';
import { environmentFor, findEmulator } from './emulator.ts';
import { notRehearsed } from './emulator-limits.ts';
import { callEveryRoute } from './every-route.ts';
import { findChromium, howToGetChromium } from './find-chromium.ts';
import { type Learner, lecturesOf } from './learner-calls.ts';
import { putOpenAiKey, runProjectCommand } from './operator-command.ts';
import { releaseDeployed, seeReleaseUndone } from './releases.ts';
import { seeRestore } from './restoration.ts';
import { StepClock } from './step-clock.ts';
import { takeAway } from './take-away.ts';

export const manual: Manual = {
  usage: `npm run rehearse -- [--stage dev|prod] [--recording FILE] [--keep]`,
  text: `Deploys a stage with the real CDK CLI to the emulator at AWS_ENDPOINT_URL,
releases it, sees a bad release taken back, holds a lecture there, loses it and
restores it, deletes the stack and has a new one adopt what is left, calls every
route and takes everything away. It needs no OpenAI key and no AWS account;
"bash .ci/rehearse" starts the emulator as well.

  --stage dev|prod   which stage; dev by default
  --recording FILE   what is taught; by default a recording of the tests
  --keep             leaves the stack where it is, to look at`,
};

const recordingOfTheTests = 'test/fixtures/recordings/hash-table-good.webm';
/** A recording that was submitted before is answered with its old lecture, so that the second one differs. */
const anotherOfTheTests = 'test/fixtures/recordings/hash-table-partly.mp4';

const options = {
  stage: { type: 'string', default: 'dev' },
  recording: { type: 'string', default: recordingOfTheTests },
  keep: { type: 'boolean', default: false },
} as const;

/** Never a secret: it opens nothing but the stand-in. */
const openAiKeyOfTheStandIn = 'sk-rehearsal-of-a-deploy';

/**
 * Deploys a stage with the real CDK CLI onto MiniStack, holds a lecture there with `npm run teach`
 * and takes everything away again. Speech and chat are answered by the local stand-in.
 * @returns the exit code: 0 where the lecture got its feedback
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out, environment: own } = surroundings;
  const given = readOptions(surroundings.argv, options, manual);
  const stage = readStage(given.stage);
  const emulator = await findEmulator(own);
  say(out, `Emulator    MiniStack ${emulator.version} at ${emulator.endpoint}`);
  say(
    out,
    emulator.enforcesPermissions
      ? '            refuses what a role may not do, as AWS does'
      : '            lets every role do everything; started with AUTH=true it does not',
  );
  const { region } = settingsByStage[stage];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  const standIn = await startOpenAiStandIn();
  const clock = new StepClock();
  try {
    const stack = await clock.time('synth', () =>
      synthesize(
        { stage, openAiBaseUrl: standIn.baseUrl, standIn: 'on', checks: 'off' },
        {
          outputDirectory: join(folder, 'assembly'),
          app: 'infra/operate/rehearsal/rehearsal-app.ts',
          signal: surroundings.interrupt,
        },
      ),
    );
    for (const line of leftOutOf(stack)) say(out, `Left out    ${line}`);
    for (const line of notRehearsed) say(out, `Not seen    ${line}`);
    const environment = environmentFor(emulator, region, own);
    const rehearsal = { stage, emulator, stack, environment, region, surroundings };
    await clock.time('bootstrap', () =>
      cdk(rehearsal, 'Bootstrap', ['bootstrap', `aws://${emulator.account}/${region}`]),
    );
    return await whileDeployed(rehearsal, given.keep, clock, () =>
      perform(rehearsal, given.recording, clock),
    );
  } finally {
    await standIn.stop();
    say(out, `Seconds     ${clock.report()}`);
  }
}

async function perform(rehearsal: Rehearsal, recording: string, clock: StepClock): Promise<number> {
  const { surroundings } = rehearsal;
  await clock.time('deploy', () => deploy(rehearsal, 'Deploy'));
  await clock.time('once more', () => deployOnceMore(rehearsal));
  await clock.time('guard', () => seeRefusal(rehearsal));
  const apiUrl = apiUrlOf(rehearsal, await appUrlOf(rehearsal));
  await clock.time('key', () => putOpenAiKey(rehearsal, openAiKeyOfTheStandIn));
  await clock.time('release', () => releaseDeployed(rehearsal, apiUrl));
  await clock.time('bad release', () => seeReleaseUndone(rehearsal, apiUrl));
  const code = await clock.time('teach', () => teach(rehearsal, recording, apiUrl));
  if (code !== 0) return code;
  const logins = keptLogins(loginFile);
  const login = await logins.of(apiUrl);
  const learner = { apiUrl, authToken: login?.authToken ?? '' };
  const restored = await clock.time('restore', () => seeRestore(rehearsal, learner));
  const adopted = await clock.time('adoption', () =>
    seeAdoption(rehearsal, learner, restored, async () =>
      apiUrlOf(rehearsal, await appUrlOf(rehearsal)),
    ),
  );
  // What is called and opened from here on is the stack that has adopted.
  await clock.time('release', () => releaseDeployed(rehearsal, adopted.apiUrl));
  if (login) await logins.keep(adopted.apiUrl, login);
  const again = await clock.time('teach', () => teachAnother(rehearsal, recording, adopted));
  if (again !== 0) return again;
  await clock.time('routes', () => walk(adopted, surroundings));
  const appUrl = await appUrlOf(rehearsal);
  await clock.time('phone', () => openOnPhone(appUrl, surroundings));
  return 0;
}

async function deployOnceMore(rehearsal: Rehearsal): Promise<void> {
  const { hasChanged } = await deploy(rehearsal, 'Once more');
  if (hasChanged) {
    throw new CommandTrouble('A second deploy of the same app found something to change.');
  }
  say(rehearsal.surroundings.out, '            and found nothing to change');
}

const loginFile = join(folder, 'login.json');

/** By whoever is logged in at that address already. @returns the exit code */
async function teach(rehearsal: Rehearsal, recording: string, apiUrl: string): Promise<number> {
  const { out, interrupt } = rehearsal.surroundings;
  say(out, `Teach       ${recording}\n`);
  const arguments_ = [recording, '--api', apiUrl, '--login-file', loginFile, '--lang', 'en'];
  const code = await runProjectCommand(rehearsal, 'infra/teach/teach.ts', arguments_);
  if (interrupt.aborted) throw interrupted();
  say(out, '');
  return code;
}

/** By the learner of before, on the stack that has adopted. @returns the exit code */
async function teachAnother(
  rehearsal: Rehearsal,
  recording: string,
  learner: Learner,
): Promise<number> {
  const before = await lecturesOf(learner);
  const another = recording === anotherOfTheTests ? recordingOfTheTests : anotherOfTheTests;
  const code = await teach(rehearsal, another, learner.apiUrl);
  const after = await lecturesOf(learner);
  if (code === 0 && after.length !== before.length + 1) {
    throw new CommandTrouble('The stack that adopted has no lecture more after another was held.');
  }
  return code;
}

async function walk(learner: Learner, { out }: Pick<Surroundings, 'out'>): Promise<void> {
  const answers = await callEveryRoute(learner);
  const failed = answers.filter(({ status }) => status >= 500);
  for (const { route, status } of failed) say(out, `Routes      ${route} answers ${status}`);
  if (failed.length > 0) {
    throw new CommandTrouble('A route does not work; with --keep its log group tells why.');
  }
  say(out, `Routes      all ${answers.length} answer`);
}

async function openOnPhone(
  appUrl: string,
  { out, environment }: Pick<Surroundings, 'out' | 'environment'>,
): Promise<void> {
  const executablePath = findChromium(environment);
  if (executablePath === undefined) {
    say(out, `Phone       not tried: ${howToGetChromium}`);
    return;
  }
  // Loaded only where there is a browser.
  const { teachByPhone } = await import('./phone.ts');
  const certificateFile = environment['NODE_EXTRA_CA_CERTS'];
  const score = await teachByPhone({ executablePath, appUrl, certificateFile });
  say(out, `Phone       opened ${appUrl}, recorded and read "${score}"`);
}

/** Takes the stack away whatever happens, unless it is to be kept. */
async function whileDeployed(
  rehearsal: Rehearsal,
  keep: boolean,
  clock: StepClock,
  act: () => Promise<number>,
): Promise<number> {
  const { out, err } = rehearsal.surroundings;
  const end = async () => {
    if (!keep) return clock.time('destroy', () => takeAway(rehearsal));
    say(out, `Kept        ${rehearsal.stack.stackName}; the stand-in for OpenAI ends now`);
  };
  let code: number;
  try {
    code = await act();
  } catch (error) {
    // Why it failed matters more than what was left behind.
    await end().catch((trouble: unknown) => say(err, String(trouble)));
    throw error;
  }
  await end();
  return code;
}

/** Under `localhost`, where browsers find any name on this machine. */
const appUrlOf = async (rehearsal: Rehearsal): Promise<string> =>
  (await outputsOf(clientOf(rehearsal), rehearsal.stack.stackName))?.get('ApiUrl') ?? '';

/** For clients that ask the machine's resolver for names; the emulator answers by the path as well. */
function apiUrlOf({ emulator }: Rehearsal, appUrl: string): string {
  const [, apiId] = /^https?:\/\/([a-z0-9]+)\.execute-api\./.exec(appUrl) ?? [];
  if (!apiId) throw new CommandTrouble(`The stack's ApiUrl is "${appUrl}", which names no API.`);
  return `${emulator.endpoint}/_aws/execute-api/${apiId}/$default`;
}

const metadataSchema = z.object({ leftOut: z.array(z.string()) });

function leftOutOf({ template }: SynthesizedStack): readonly string[] {
  return metadataSchema.parse(template['Metadata']).leftOut;
}
