/** A request's path and query, decoded once, so that every check sees the same key. */
export interface RequestTarget {
  /** The path as it came, still percent-encoded. */
  readonly rawPath: string;
  /** Decoded segments; `/bucket/a/b` is `['bucket', 'a', 'b']`, a trailing slash adds `''`. */
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, readonly string[]>;
}

/** `undefined` when the target is not an origin-form URL with valid percent-encoding. */
export function parseTarget(url: string | undefined): RequestTarget | undefined {
  if (url === undefined || !url.startsWith('/')) return undefined;
  const [rawPath = '/', ...rest] = url.split('?');
  try {
    const query = new Map<string, string[]>();
    for (const pair of rest.join('?').split('&')) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      const name = decodeURIComponent(equals < 0 ? pair : pair.slice(0, equals));
      const value = equals < 0 ? '' : decodeURIComponent(pair.slice(equals + 1));
      const values = query.get(name);
      if (values) values.push(value);
      else query.set(name, [value]);
    }
    const segments = rawPath.slice(1).split('/').map(decodeURIComponent);
    return { rawPath, segments, query };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

export function firstValue(target: RequestTarget, name: string): string | undefined {
  return target.query.get(name)?.[0];
}

/** RFC 3986 as AWS signs it: everything but `A-Za-z0-9-._~` is percent-encoded. */
export function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
