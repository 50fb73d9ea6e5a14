type Level = 'info' | 'warn' | 'error';

let context: Readonly<Record<string, unknown>> = {};

/** Fields that every line of this invocation carries. A Lambda handles one event at a time. */
export function beginInvocation(fields: Readonly<Record<string, unknown>>): void {
  context = fields;
}

/** Adds to what every further line of this invocation carries. */
export function noteInLog(fields: Readonly<Record<string, unknown>>): void {
  context = { ...context, ...fields };
}

/** The fields that every line of this invocation carries. */
export function invocationFields(): Readonly<Record<string, unknown>> {
  return context;
}

/**
 * One JSON line. Facts only: ids, codes, counts, milliseconds. Never a transcript, feedback, token,
 * name or URL. Ours rather than a logging package: those cost 9 ms of every cold start.
 */
export function log(
  level: Level,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  console[level](
    JSON.stringify({ level, time: new Date().toISOString(), message, ...context, ...fields }),
  );
}

/** The parts of an error that may be logged. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: error.name,
    // V8's JSON errors quote what they were given.
    reason: error instanceof SyntaxError ? 'not parsable' : error.message.slice(0, 500),
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
  };
}
