/**
 * The settings of all our AWS clients. They give up in time (by default the SDK waits for ever, and
 * `requestTimeout` alone only warns), and try three times.
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
