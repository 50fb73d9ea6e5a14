/** Tells whether one more request may pass now. */
export type Throttle = () => boolean;

/**
 * A token bucket. The gateway keeps one per route, for all clients together.
 * @param now milliseconds of a steady clock
 */
export function tokenBucket(
  limit: { readonly ratePerSecond: number; readonly burst: number },
  now: () => number,
): Throttle {
  let tokens = limit.burst;
  let countedAt = now();
  return () => {
    const time = now();
    tokens = Math.min(limit.burst, tokens + ((time - countedAt) / 1_000) * limit.ratePerSecond);
    countedAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
