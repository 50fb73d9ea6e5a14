import { z } from 'zod';

export const storedObjectSchema = z.object({
  key: z.string(),
  /** MD5 in lowercase hex, without the quotes. */
  etag: z.string(),
  sizeBytes: z.number(),
  lastModified: z.iso.datetime(),
  /** Response headers as they were sent with the PUT: content type, `x-amz-meta-…` and the like. */
  headers: z.record(z.string(), z.string()),
  bodyName: z.string(),
});
export type StoredObject = Readonly<z.infer<typeof storedObjectSchema>>;
