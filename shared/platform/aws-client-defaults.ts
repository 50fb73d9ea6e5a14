/**
 * What every AWS client of ours is made with: it gives up in time (by default the SDK waits for
 * ever, and `requestTimeout` alone only warns), and tries again a little.
 */
export function awsClientDefaults(limits: { requestTimeoutMilliseconds: number }) {
  return {
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: limits.requestTimeoutMilliseconds,
      throwOnRequestTimeout: true,
    },
  };
}
