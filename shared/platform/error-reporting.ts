import { OwnError } from '../own-error.ts';
import { ConfigurationError, noteConfigurationError } from './configuration-error.ts';
import { type ErrorReport, type ReportSender, shownErrors } from './error-report.ts';
import { errorFields, invocationFields, log } from './log.ts';

export interface ReportFields {
  readonly route?: string;
  readonly lectureId?: number | string | undefined;
  readonly fingerprint?: readonly string[] | undefined;
}

/** Who waits for the report: a client for its answer, or only a queue or a schedule. */
export type Patience = 'response' | 'background';

export type ReportError = (
  error: unknown,
  fields?: ReportFields,
  patience?: Patience,
) => Promise<void>;

export interface ReporterPorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Prepares the sending; undefined where nobody has set an address. */
  readonly open: (
    environment: Readonly<Record<string, string | undefined>>,
  ) => Promise<ReportSender | 'malformed' | undefined>;
  readonly clock: () => number;
}

/** No answer may wait longer than 500 ms; the timer itself needs the rest. */
const patienceMilliseconds: Readonly<Record<Patience, number>> = {
  response: 450,
  background: 2_000,
};

/** After trouble nothing is sent for this long, unless the late report still arrives. */
const quietMilliseconds = 60_000;

/**
 * Reports errors, and never becomes one. Its own trouble is logged once a minute, a secret that holds no
 * DSN is counted for the alarm, and neither the caller's error nor its answer changes. A late report is
 * still sent, in the next invocation if this one is over.
 */
export function errorReporter({ environment, open, clock }: ReporterPorts): ReportError {
  let opened: ReturnType<ReporterPorts['open']> | undefined;
  let quietUntil = 0;

  const beQuiet = (message?: string, error?: unknown) => {
    if (message !== undefined && clock() >= quietUntil) {
      log('warn', message, error === undefined ? {} : errorFields(error));
    }
    quietUntil = clock() + quietMilliseconds;
  };

  const deliver = async (report: ErrorReport) => {
    try {
      opened ??= open(environment);
      const send = await opened;
      if (send === 'malformed') {
        throw new ConfigurationError('The Sentry secret does not hold a DSN');
      }
      if (send === undefined) {
        // An operator may set an address later.
        opened = undefined;
        beQuiet();
        return;
      }
      await send(report);
      quietUntil = 0;
    } catch (error) {
      opened = undefined;
      noteConfigurationError(error);
      beQuiet('error not reported', error);
    }
  };

  return async (error, fields = {}, patience = 'response') => {
    if (!environment['SENTRY_SECRET_ARN'] || clock() < quietUntil) return;
    try {
      const report = reportOf(error, fields, environment['AWS_LAMBDA_FUNCTION_NAME']);
      const isInTime = await endsWithin(deliver(report), patienceMilliseconds[patience]);
      if (!isInTime) beQuiet('error report is late');
    } catch (trouble) {
      beQuiet('error not reported', trouble);
    }
  };
}

function reportOf(
  error: unknown,
  { fingerprint, ...fields }: ReportFields,
  functionName: string | undefined,
): ErrorReport {
  const { requestId, messageId, lectureId, correlationId } = invocationFields();
  const found = {
    function: functionName,
    requestId,
    messageId,
    correlationId,
    route: fields.route,
    lectureId: fields.lectureId ?? lectureId ?? lectureOf(error),
  };
  const tags = Object.entries(found).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return { errors: shownErrors(error), tags: Object.fromEntries(tags), fingerprint };
}

/** The lecture that an error of ours names, where the invocation handles many lectures. */
const lectureOf = (error: unknown) =>
  error instanceof OwnError && 'lectureId' in error ? error.lectureId : undefined;

async function endsWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reports to Sentry. Its code is another file beside the bundle, which the first error loads, so that
 * requests that succeed pay nothing for it (docs/adr/0008-sentry-on-the-error-path.md).
 */
export const reportError: ReportError = errorReporter({
  environment: process.env,
  open: async (environment) => {
    const { openSentry } = await import('./sentry-reporter.ts');
    return openSentry(environment);
  },
  clock: Date.now,
});
