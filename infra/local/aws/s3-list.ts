import { z } from 'zod';
import { escapeUri, firstValue, type RequestTarget } from './request-target.ts';
import { escapeXml, S3Error } from './s3-errors.ts';
import type { ObjectStore } from './s3-objects.ts';

const PAGE_KEYS = 1000;
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const maxKeysSchema = z.coerce.number().int().min(0);

/** ListObjectsV2's answer, without delimiters. @throws S3Error 400 or 501 */
export function listObjects(store: ObjectStore, bucket: string, target: RequestTarget): string {
  if (firstValue(target, 'list-type') !== '2' || firstValue(target, 'delimiter')) {
    throw new S3Error(501, 'NotImplemented', 'Only ListObjectsV2 without a delimiter is offered.');
  }
  const maxKeys = maxKeysSchema.safeParse(firstValue(target, 'max-keys') ?? PAGE_KEYS);
  if (!maxKeys.success) {
    throw new S3Error(400, 'InvalidArgument', 'max-keys must be an integer from 0');
  }
  const prefix = firstValue(target, 'prefix') ?? '';
  const token = firstValue(target, 'continuation-token');
  const after =
    token === undefined
      ? (firstValue(target, 'start-after') ?? '')
      : Buffer.from(token, 'base64url').toString('utf8');
  const keys = store.keys(bucket).filter((key) => key.startsWith(prefix) && key > after);
  const page = keys.slice(0, Math.min(maxKeys.data, PAGE_KEYS));
  const last = page.at(-1);
  const truncated = last !== undefined && page.length < keys.length;
  const encoded = firstValue(target, 'encoding-type') === 'url';
  const text = (key: string) => escapeXml(encoded ? key.split('/').map(escapeUri).join('/') : key);

  const contents = page.map((key) => {
    const object = store.get(bucket, key);
    return object === undefined
      ? ''
      : `<Contents><Key>${text(key)}</Key><LastModified>${object.lastModified}</LastModified><ETag>&quot;${object.etag}&quot;</ETag><Size>${object.sizeBytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="${NAMESPACE}">`,
    `<Name>${bucket}</Name><Prefix>${text(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>`,
    `<MaxKeys>${maxKeys.data}</MaxKeys>`,
    encoded ? '<EncodingType>url</EncodingType>' : '',
    token === undefined ? '' : `<ContinuationToken>${escapeXml(token)}</ContinuationToken>`,
    `<IsTruncated>${truncated}</IsTruncated>`,
    truncated
      ? `<NextContinuationToken>${Buffer.from(last).toString('base64url')}</NextContinuationToken>`
      : '',
    ...contents,
    '</ListBucketResult>',
  ].join('');
}
