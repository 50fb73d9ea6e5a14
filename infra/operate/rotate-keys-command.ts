import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions, refused } from '../command-line/manual.ts';
import { readTarget } from './command-line.ts';
import {
  kidsOf,
  parseRing,
  type Ring,
  ringText,
  waitingKid,
  withLegacy,
  withNewKey,
  withoutKey,
  withSigner,
} from './keyring.ts';
import { changeSecret, readSecret } from './secret-values.ts';
import { openStage, stageOptions } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';
import { askLine, askSecret } from './terminal.ts';

export const manual: Manual = {
  usage: `npm run rotate-keys -- --stage dev|prod|local
  [--list | --now | --retire kN | --legacy [--from-stdin]]
  [--state FOLDER]`,
  text: `Makes a new key for signing tokens. It verifies at once and signs after five and
a half minutes, when every running function knows it; no token becomes invalid.

  --stage dev|prod|local  which stage; local is a running npm start
  --list                  only shows the names of the keys
  --now                   signs at once; some functions refuse that at first
  --retire kN             ends a key, and the tokens it signed, for good
  --legacy                takes tokens of the first backend; asks for its secret
  --from-stdin            reads that secret from a pipe
  --state FOLDER          where that npm start keeps its data`,
  strayValue:
    'There is a value that belongs to no option. A secret is never given as an argument: if it was one, it now stands in the history of this shell. Nothing was changed; --legacy by itself asks for the secret.',
};

const options = {
  ...stageOptions,
  list: { type: 'boolean', default: false },
  now: { type: 'boolean', default: false },
  retire: { type: 'string' },
  legacy: { type: 'boolean', default: false },
  'from-stdin': { type: 'boolean', default: false },
} as const;

/** Functions keep the ring for five minutes; the rest allows for clocks that differ and calls under way. */
const knownEverywhereMilliseconds = 5.5 * 60_000;

interface Keys extends Surroundings {
  readonly client: SecretsManagerClient;
  readonly secretId: string;
}

/**
 * Rotates the token keys of a stage; any number of rotations leaves every token valid.
 * @returns the exit code
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const given = readOptions(surroundings.argv, options, manual);
  const { list, now, retire, legacy } = given;
  if ([list, now, retire !== undefined, legacy].filter(Boolean).length > 1) {
    throw refused('One thing at a time', manual);
  }
  const stage = await openStage(readTarget(given.stage), surroundings.environment, {
    stateDirectory: given.state,
  });
  const keys: Keys = {
    ...surroundings,
    client: new SecretsManagerClient(stage.client),
    secretId: stage.output('TokenKeysSecretArn'),
  };
  say(keys.out, `Stage ${stage.title}`);
  if (list) show(keys, await currentRing(keys));
  else if (retire !== undefined) await retireKey(keys, retire);
  else if (legacy) await setLegacy(keys, given['from-stdin']);
  else await rotate(keys, now ? 0 : knownEverywhereMilliseconds);
  return 0;
}

/**
 * Rotates in two halves: the new key first only verifies, and signs once every running function knows it.
 * Otherwise functions that still hold the old ring would refuse a token that another function signed.
 */
async function rotate(keys: Keys, waitMilliseconds: number): Promise<void> {
  let kid = '';
  let knownSince = keys.now();
  const before = await readSecret(keys.client, keys.secretId);
  const unfinished = before && waitingKid(await parseRing(before.value));
  if (before && unfinished) {
    kid = unfinished;
    knownSince = before.putAt;
    say(keys.out, `${kid} was added by a rotation that did not end; going on with it.`);
  } else {
    await change(keys, (ring) => {
      const added = withNewKey(ring);
      kid = added.kid;
      return added.ring;
    });
    knownSince = keys.now();
    say(keys.out, `Added ${kid}; it verifies tokens from now on.`);
  }
  await waitUntil(keys, knownSince + waitMilliseconds, kid);
  show(keys, await change(keys, (ring) => withSigner(ring, kid)));
}

async function waitUntil(keys: Keys, moment: number, kid: string): Promise<void> {
  const left = () => Math.ceil((moment - keys.now()) / 1000);
  if (left() <= 0) return;
  say(keys.out, `It signs in ${left()} s, when every running function knows it.`);
  say(keys.out, `Ctrl-C is safe: the next run goes on with ${kid}.`);
  while (left() > 0) {
    if (keys.err.isTTY) keys.err.write(`\r${left()} s \u001b[K`);
    await keys.wait(Math.min(1_000, left() * 1000));
  }
  if (keys.err.isTTY) keys.err.write('\r\u001b[K');
}

async function retireKey(keys: Keys, kid: string): Promise<void> {
  // This refuses a wrong name before the operator is asked anything.
  withoutKey(await currentRing(keys), kid);
  say(
    keys.err,
    kid === 'legacy'
      ? 'Every device that holds a token of the first backend loses its user.'
      : `Every token signed by ${kid} ends for good, and its user is lost to the app.`,
  );
  const typed = await askLine(keys, `Type ${kid} to retire it: `);
  if (typed !== kid) throw new CommandTrouble('Not retired; nothing was changed.');
  const left = await change(keys, (ring) => withoutKey(ring, kid));
  say(keys.out, `Retired ${kid}; running functions forget it within ten minutes.`);
  show(keys, left);
}

async function setLegacy(keys: Keys, fromStdin: boolean): Promise<void> {
  await currentRing(keys);
  const secret = await askSecret(keys, "The first backend's configured secret (not shown): ", {
    fromStdin,
  });
  const ring = await change(keys, (current) => withLegacy(current, secret));
  say(keys.out, 'Tokens of the first backend are accepted within five minutes.');
  show(keys, ring);
}

async function currentRing({ client, secretId }: Keys): Promise<Ring> {
  const current = await readSecret(client, secretId);
  if (!current) throw new CommandTrouble(`There is no keyring; deploy the stage again.`);
  return parseRing(current.value);
}

async function change({ client, secretId, out }: Keys, to: (ring: Ring) => Ring): Promise<Ring> {
  const { value, overtakenBy } = await changeSecret(client, secretId, async (current) =>
    ringText(to(await parseRing(current.value))),
  );
  if (overtakenBy > 0) {
    say(out, 'Somebody else changed the keys meanwhile: read again, theirs are kept.');
  }
  return parseRing(value);
}

function show({ out }: Keys, ring: Ring): void {
  for (const kid of kidsOf(ring)) {
    say(out, `  ${kid.padEnd(6)} ${kid === ring.signer ? 'signs and verifies' : 'verifies'}`);
  }
  if (ring['legacy'] !== undefined) say(out, '  legacy verifies tokens of the first backend');
}
