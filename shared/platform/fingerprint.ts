import { createHash } from 'node:crypto';

/** One-way digest of what makes two requests the same, in this order. */
export const fingerprint = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');
