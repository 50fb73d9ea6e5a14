/**
 * The host that upload URLs name: the bucket's own, unless the SDK is told of another endpoint, which
 * it reads from the same variables and puts the bucket's name behind.
 */
export function uploadHost(
  bucketHost: string,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const endpoint = variables['AWS_ENDPOINT_URL_S3'] ?? variables['AWS_ENDPOINT_URL'];
  return endpoint ? new URL(endpoint).host : bucketHost;
}
