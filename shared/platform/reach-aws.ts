const longestMilliseconds = 1_000;

/**
 * Makes calls of a function's first request while Lambda still starts the function. Connections are then
 * open, the SDK has run once, and what is cached (a secret) is there. A start runs at full speed, but the
 * first request only at the share of a processor that comes with the function's memory (docs/adr/0012).
 * Outside Lambda it does nothing.
 *
 * @param calls must be allowed to this function; their answers are dropped, and errors too, because the
 * request meets an error again and reports it
 */
export async function reachAws(...calls: readonly (() => Promise<unknown>)[]): Promise<void> {
  if (process.env['AWS_LAMBDA_INITIALIZATION_TYPE'] === undefined) return;
  const reached = Promise.allSettled(calls.map((call) => call()));
  // An outage must not use up the time that Lambda gives a start. The start would then begin anew.
  const { promise: tooLong, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestMilliseconds);
  await Promise.race([reached, tooLong]);
  clearTimeout(timer);
}
