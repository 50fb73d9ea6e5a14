import { createHash } from 'node:crypto';
import type { LectureKey, Recording } from '../../shared/lectures/lecture.ts';
import type { RecordingStore } from '../../shared/lectures/ports.ts';
import type { RecordingSource } from '../../shared/recordings/recording.ts';

export interface InMemoryRecordings extends RecordingStore {
  /** A PUT to the upload URL, which answers what the bucket's event would tell. */
  upload(key: LectureKey, bytes: Uint8Array): Recording;
  /** An object of a given size whose bytes do not matter. */
  uploadOfSize(key: LectureKey, sizeBytes: number): Recording;
  has(key: LectureKey): boolean;
}

const nameOf = ({ userId, lectureId }: LectureKey) => `${userId}/${lectureId}`;

/** The bucket. As in S3, an ETag is the MD5 of the bytes. */
export function inMemoryRecordings(): InMemoryRecordings {
  const objects = new Map<string, Recording & { bytes: Uint8Array }>();
  const put = (key: LectureKey, bytes: Uint8Array, sizeBytes: number): Recording => {
    const etag = createHash('md5').update(bytes).digest('hex');
    objects.set(nameOf(key), { bytes, etag, sizeBytes });
    return { etag, sizeBytes };
  };
  return {
    upload: (key, bytes) => put(key, bytes, bytes.byteLength),
    uploadOfSize: (key, sizeBytes) => put(key, new Uint8Array(), sizeBytes),
    has: (key) => objects.has(nameOf(key)),

    async inspect(key) {
      const object = objects.get(nameOf(key));
      return object && { etag: object.etag, sizeBytes: object.sizeBytes };
    },
    async open(key, etag) {
      const object = objects.get(nameOf(key));
      if (!object) return 'missing';
      if (etag !== undefined && object.etag !== etag) return 'changed';
      return { ...sourceOf(object.bytes, object), etag: object.etag };
    },
    async delete(key) {
      objects.delete(nameOf(key));
    },
  };
}

/** The bytes as a recording in the bucket; another size may be given for it. */
export function sourceOf(
  bytes: Uint8Array,
  { sizeBytes = bytes.byteLength, chunkBytes = 1_000 } = {},
): RecordingSource {
  return {
    sizeBytes,
    read: async (start, end) => bytes.slice(start, end),
    open: async () => inChunks(bytes, chunkBytes),
  };
}

/** The bytes as a stream of chunks of one size, the last one shorter. */
export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += size) {
    yield bytes.subarray(start, start + size);
  }
}
