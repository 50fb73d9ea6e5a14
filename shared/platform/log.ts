type Level = 'info' | 'warn' | 'error';

let context: Readonly<Record<string, unknown>> = {};

/** Fields that every line of this invocation carries. A Lambda handles one event at a time. */
export function beginInvocation(fields: Readonly<Record<string, unknown>>): void {
  context = fields;
}

/** Adds fields to every further line of this invocation. */
export function noteInLog(fields: Readonly<Record<string, unknown>>): void {
  context = { ...context, ...fields };
}

/** The fields that every line of this invocation carries. */
export function invocationFields(): Readonly<Record<string, unknown>> {
  return context;
}

/**
 * Logs one JSON line. It holds facts only: ids, codes, counts, milliseconds; never a transcript, feedback,
 * token, name or URL. This is no logging package, because those cost 9 ms of every cold start.
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
    // V8's JSON errors quote their input.
    reason: error instanceof SyntaxError ? 'not parsable' : error.message.slice(0, 500),
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
  };
}
