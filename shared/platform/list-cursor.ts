import { InvalidRequest } from './http-request.ts';

/** Opaque to clients: the id to go on before, in base 64 so that nobody counts on its shape. */
export function readCursor(cursor: string): number {
  const id = Number(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new InvalidRequest([
    { field: 'cursor', code: 'WRONG_FORMAT', message: 'is not a cursor of this list' },
  ]);
}

/** RFC 8288 Link header value to the next page. */
export function nextPageLink(url: string, page: { next: number; limit?: number }): string {
  const query = new URLSearchParams({
    ...(page.limit !== undefined && { limit: String(page.limit) }),
    cursor: Buffer.from(String(page.next)).toString('base64url'),
  });
  return `<${new URL(url).pathname}?${query}>; rel="next"`;
}
