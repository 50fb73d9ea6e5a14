/** What a page sends; the browser adds `Origin` and whatever CORS asks for. */
export interface PageRequest {
  readonly method: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export type BrowserFetch = (url: string, request: PageRequest) => Promise<Response>;

/** A page would see only `TypeError: Failed to fetch`; a test needs the reason. */
export class CorsError extends Error {
  override readonly name = 'CorsError';
}

const simpleMethods = ['GET', 'HEAD', 'POST'];
const simpleTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/;

/** Header names that a preflight must allow, sorted as browsers send them. */
function unsafeHeaders({ headers }: PageRequest): string[] {
  return Object.entries(headers)
    .filter(([name, value]) => name !== 'content-type' || !simpleTypes.test(value))
    .map(([name]) => name)
    .sort();
}

function listed(response: Response, header: string): string[] {
  const value = response.headers.get(header) ?? '';
  return value
    .toLowerCase()
    .split(',')
    .map((item) => item.trim());
}

/** A star stands for every header except Authorization. */
function allowsHeader(allowed: readonly string[], name: string): boolean {
  return allowed.includes(name) || (allowed.includes('*') && name !== 'authorization');
}

/**
 * `fetch` as a page of this origin has it, CORS included: what is not a simple request is
 * preflighted (once per URL and method), and an answer that does not name the origin is not shown.
 * The returned function throws CorsError.
 */
export function browserFetch(pageOrigin: string): BrowserFetch {
  const preflighted = new Set<string>();

  function refuseForeign(response: Response, what: string): void {
    const allowed = response.headers.get('access-control-allow-origin');
    if (allowed !== pageOrigin && allowed !== '*') {
      throw new CorsError(`${what}: ${response.status} does not allow the origin ${pageOrigin}`);
    }
  }

  async function preflight(url: string, request: PageRequest): Promise<void> {
    const { method } = request;
    const unsafe = unsafeHeaders(request);
    if (simpleMethods.includes(method) && unsafe.length === 0) return;
    const name = `${method} ${url} ${unsafe}`;
    if (preflighted.has(name)) return;
    const response = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: pageOrigin,
        'access-control-request-method': method,
        ...(unsafe.length === 0 ? {} : { 'access-control-request-headers': unsafe.join(',') }),
      },
    });
    await response.arrayBuffer();
    const what = `preflight of ${method} ${new URL(url).pathname}`;
    refuseForeign(response, what);
    if (!response.ok) throw new CorsError(`${what}: answered ${response.status}`);
    const methods = listed(response, 'access-control-allow-methods');
    if (!simpleMethods.includes(method) && !methods.includes(method.toLowerCase())) {
      throw new CorsError(`${what}: allows only ${methods.join(', ')}`);
    }
    const headers = listed(response, 'access-control-allow-headers');
    const missing = unsafe.filter((header) => !allowsHeader(headers, header));
    if (missing.length > 0) throw new CorsError(`${what}: does not allow ${missing.join(', ')}`);
    preflighted.add(name);
  }

  return async (url, request) => {
    await preflight(url, request);
    const { method, headers, body } = request;
    const response = await fetch(url, {
      method,
      headers: { ...headers, origin: pageOrigin },
      ...(body === undefined ? {} : { body }),
    });
    refuseForeign(response, `${method} ${new URL(url).pathname}`);
    return response;
  };
}
