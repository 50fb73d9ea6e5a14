import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { Surroundings } from '../surroundings.ts';

/** The MiniStack that answers at `AWS_ENDPOINT_URL`. */
export interface Emulator {
  readonly endpoint: string;
  readonly version: string;
  /** Whether it refuses a call that a role's policy does not allow, as AWS does. */
  readonly enforcesPermissions: boolean;
  /** The emulator's account; its credentials are worth nothing elsewhere. */
  readonly account: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const healthSchema = z.looseObject({ version: z.string(), auth: z.string().optional() });

const account = '000000000000';
const answersWithinMilliseconds = 10_000;

/**
 * Finds the emulator, on this machine only: a rehearsal deletes what it finds, and must never reach AWS or
 * another machine.
 * @throws CommandTrouble
 */
export async function findEmulator(environment: Surroundings['environment']): Promise<Emulator> {
  const endpoint = environment['AWS_ENDPOINT_URL'];
  if (!endpoint) {
    throw new CommandTrouble(
      'AWS_ENDPOINT_URL names no emulator; start MiniStack first (docs/operating.md, "Rehearsal").',
      2,
    );
  }
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || !isOfThisMachine(url)) {
    throw new CommandTrouble(
      `AWS_ENDPOINT_URL is ${endpoint}; a rehearsal goes only to an address of this machine like https://127.0.0.1:4566.`,
      2,
    );
  }
  const health = healthSchema.safeParse(await askHealth(url));
  if (!health.success) {
    throw new CommandTrouble(`What answers at ${url.origin} is not MiniStack.`);
  }
  return {
    endpoint: url.origin,
    version: health.data.version,
    enforcesPermissions: health.data.auth === 'enabled',
    account,
    // MiniStack takes the access key for the account's number.
    credentials: { accessKeyId: account, secretAccessKey: 'test' },
  };
}

function isOfThisMachine({ protocol, hostname }: URL): boolean {
  return /^https?:$/.test(protocol) && /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/.test(hostname);
}

async function askHealth({ origin }: URL): Promise<unknown> {
  try {
    const response = await fetch(`${origin}/_ministack/health`, {
      redirect: 'error',
      signal: AbortSignal.timeout(answersWithinMilliseconds),
    });
    return await response.json().catch(() => undefined);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    throw new CommandTrouble(
      /CERT|SELF_SIGNED/.test(code)
        ? `The certificate of ${origin} is not trusted (${code}); name it in NODE_EXTRA_CA_CERTS.`
        : `Nothing answers at ${origin} (${code}); start MiniStack first (docs/operating.md, "Rehearsal").`,
    );
  }
}

/**
 * The environment for commands that must reach the emulator and nothing else, whatever accounts this machine
 * knows.
 */
export function environmentFor(
  { endpoint, credentials }: Emulator,
  region: string,
  environment: Surroundings['environment'],
): Surroundings['environment'] {
  const others = Object.entries(environment).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Neither a profile nor an SSO session of this machine's user is read.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    // The CDK CLI does not read Node's own variable.
    ...(environment['NODE_EXTRA_CA_CERTS'] && {
      AWS_CA_BUNDLE: environment['NODE_EXTRA_CA_CERTS'],
    }),
    CDK_DISABLE_CLI_TELEMETRY: '1',
    CI: '1',
  };
}
