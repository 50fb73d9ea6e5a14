import { InvalidRequest } from './http-request.ts';

/**
 * The id before which a list goes on; undefined for a first page. Clients see it in base 64, so that
 * nobody relies on its shape.
 */
export function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const id = Number(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new InvalidRequest([
    { field: 'cursor', code: 'WRONG_FORMAT', message: 'is not a cursor of this list' },
  ]);
}

/** The `Link` header of RFC 8288 to the next page, if there is one. */
export function nextPageHeaders(
  url: string,
  { next, limit }: { next: number | undefined; limit?: number },
): { link?: string } {
  if (next === undefined) return {};
  const query = new URLSearchParams({
    ...(limit !== undefined && { limit: String(limit) }),
    cursor: Buffer.from(String(next)).toString('base64url'),
  });
  return { link: `<${new URL(url).pathname}?${query}>; rel="next"` };
}
