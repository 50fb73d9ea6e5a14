/**
 * The host in upload URLs. It is the bucket's own, unless the SDK has another endpoint, which it reads from
 * the same variables; the bucket's name then stands in the path.
 */
export function uploadHost(
  bucketHost: string,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const endpoint = variables['AWS_ENDPOINT_URL_S3'] ?? variables['AWS_ENDPOINT_URL'];
  return endpoint ? new URL(endpoint).host : bucketHost;
}
