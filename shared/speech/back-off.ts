const firstPauseSeconds = 5;
const longestPauseSeconds = 120;

/**
 * How long a lecture waits before its next try: as long as the provider asks for, and never less than a
 * pause of our own that doubles, so that a provider's "in a second" does not use up a message's
 * receives within seconds.
 *
 * @param receiveCount of the message, 1 for its first receive
 */
export function backOffSeconds(receiveCount: number, askedSeconds = 0): number {
  const own = Math.min(firstPauseSeconds * 2 ** (receiveCount - 1), longestPauseSeconds);
  return Math.max(own, askedSeconds);
}
