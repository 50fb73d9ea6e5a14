import { readFile } from 'node:fs/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { defaultStackParser, makeNodeTransport, NodeClient, Scope } from '@sentry/aws-serverless';
import { release } from '../contracts/release.ts';
import { OwnError } from '../own-error.ts';
import type { ErrorReport, ReportSender, ShownError } from './error-report.ts';
import { readSecretValue } from './secret-value.ts';

type ErrorEvent = Parameters<
  NonNullable<ConstructorParameters<typeof NodeClient>[0]['beforeSend']>
>[0];
type HttpModule = NonNullable<Parameters<typeof makeNodeTransport>[0]['httpModule']>;
type StackFrame = ReturnType<typeof defaultStackParser>[number];

/** A request to Sentry that hangs is given up after this time; nobody waits for it that long. */
const longestRequestMilliseconds = 10_000;

/**
 * Prepares the sending to the project that the secret names: undefined where it names none, `malformed`
 * where its value is no DSN. This file is bundled on its own beside each function, so an error of its
 * classes would not be an instance of theirs.
 */
export async function openSentry(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReportSender | 'malformed' | undefined> {
  const secretArn = environment['SENTRY_SECRET_ARN'];
  const dsn = secretArn && (await readSecretValue(secretArn, environment, new Date()))?.trim();
  if (!dsn) return undefined;
  if (!/^https?:\/\/[\w:-]+@[^/@]+\/(?:[\w-]+\/)*\d+$/.test(dsn)) return 'malformed';
  return sentrySender(dsn, {
    release,
    // A missing stage may be the very error that is reported.
    environment: environment['STAGE'] ?? 'unknown',
  });
}

function sentrySender(
  dsn: string,
  origin: { readonly release: string; readonly environment: string },
): ReportSender {
  let trouble: unknown;
  const client = new NodeClient({
    dsn,
    ...origin,
    // There are no integrations, because each would read, wrap or send more than an error.
    integrations: [],
    stackParser: defaultStackParser,
    transport: (options) => {
      const { send, flush } = makeNodeTransport({ ...options, httpModule: endingModule(dsn) });
      return {
        flush,
        // The client itself does not say what it could not send.
        send: async (envelope) => {
          try {
            const answer = await send(envelope);
            const status = answer.statusCode ?? 0;
            if (status >= 400) trouble = new OwnError(`Sentry answered ${status}`);
            return answer;
          } catch (error) {
            trouble = error;
            throw error;
          }
        },
      };
    },
    sendClientReports: false,
    includeServerName: false,
    beforeSend: onlyWhatMayLeave,
  });

  return async (report) => {
    trouble = undefined;
    client.captureEvent(await eventOf(report), {}, new Scope());
    await client.flush();
    if (trouble !== undefined) throw trouble;
  };
}

/** Node's own module, with a time limit for each request. */
function endingModule(dsn: string): HttpModule {
  const { request } = dsn.startsWith('http:') ? http : https;
  return {
    request: (options, onResponse) =>
      typeof options === 'string' || options instanceof URL
        ? request(options)
        : request(
            { ...options, signal: AbortSignal.timeout(longestRequestMilliseconds) },
            (response) =>
              onResponse?.(Object.assign(response, { statusCode: response.statusCode ?? 0 })),
          ),
  };
}

const eventFields = [
  'event_id',
  'timestamp',
  'platform',
  'level',
  'release',
  'environment',
  'transaction',
  'exception',
  'fingerprint',
  'debug_meta',
];
const tagNames = ['function', 'route', 'requestId', 'messageId', 'correlationId', 'lectureId'];

/** Removes everything else that the client or a later version of it may add. */
function onlyWhatMayLeave(event: ErrorEvent): ErrorEvent {
  return { ...only(eventFields, event), tags: only(tagNames, event.tags ?? {}), type: undefined };
}

const only = (names: readonly string[], values: object) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

async function eventOf({ errors, tags, fingerprint }: ErrorReport) {
  const values = errors.map(exceptionOf);
  const frames = values.flatMap(({ stacktrace }) => stacktrace.frames);
  const transaction = tags['route'] ?? tags['function'];
  return {
    level: 'error' as const,
    ...(transaction !== undefined && { transaction }),
    // Sentry wants the outermost error last.
    exception: { values: values.toReversed() },
    tags: { ...tags },
    ...(fingerprint && { fingerprint: [...fingerprint] }),
    debug_meta: { images: await debugImages(frames) },
  };
}

function exceptionOf({ name, message, frames }: ShownError) {
  const stack = defaultStackParser([name, ...frames].join('\n'));
  return { type: name, value: message, stacktrace: { frames: stack } };
}

/** Names the build of each file of a stack, so that Sentry finds its source map. */
async function debugImages(frames: readonly StackFrame[]) {
  const files = new Set(
    frames.flatMap(({ filename = '' }) => (isBundle(filename) ? filename : [])),
  );
  const found = await Promise.all(
    [...files].map(async (file) => ({ file, debugId: await debugIdOf(file) })),
  );
  return found.flatMap(({ file, debugId }) =>
    debugId === undefined
      ? []
      : [{ type: 'sourcemap' as const, code_file: file, debug_id: debugId }],
  );
}

const isBundle = (filename: string) => filename.startsWith('/') && filename.endsWith('.mjs');

/** Reads the id that the build writes into the last line of a bundle. */
async function debugIdOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /\n\/\/# debugId=([0-9a-f-]{36})\s*$/.exec(text)?.[1];
}
