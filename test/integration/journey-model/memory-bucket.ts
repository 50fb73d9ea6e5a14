import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { type HttpRequest, HttpResponse } from '@smithy/protocol-http';

export interface StoredObject {
  readonly etag: string;
  readonly sizeBytes: number;
  readonly bytes: Uint8Array;
}

/**
 * One bucket in memory behind the real S3 client: PUT overwrites, the ETag is a digest of the bytes.
 * Serves what the adapters ask: HEAD, GET with If-Match and of a range, DELETE, ListObjectsV2, DeleteObjects.
 */
export class MemoryBucket {
  readonly objects = new Map<string, StoredObject>();
  readonly client: S3Client;
  /** Told of each single deletion before it happens; a user's erasure deletes in batches. */
  beforeDelete: (key: string) => Promise<void> = async () => undefined;

  constructor() {
    this.client = new S3Client({
      region: 'ap-northeast-2',
      endpoint: 'http://s3.test',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        handle: async (request: HttpRequest) => ({ response: await this.#serve(request) }),
      },
    });
  }

  /** @param sizeBytes if the bytes themselves do not matter */
  put(key: string, bytes: Uint8Array, sizeBytes = bytes.byteLength): StoredObject {
    const etag = createHash('md5').update(bytes).update(String(sizeBytes)).digest('hex');
    const object = { etag, sizeBytes, bytes };
    this.objects.set(key, object);
    return object;
  }

  async #serve(request: HttpRequest): Promise<HttpResponse> {
    const key = request.path.split('/').slice(2).map(decodeURIComponent).join('/');
    if (request.method === 'POST' && 'delete' in request.query) return this.#deleteMany(request);
    if (request.method === 'GET' && key === '') return this.#list(request);
    if (request.method === 'DELETE') {
      await this.beforeDelete(key);
      this.objects.delete(key);
      return answer(204);
    }
    const object = this.objects.get(key);
    if (!object) return answer(404, errorBody('NoSuchKey'));
    const wanted = request.headers['if-match'];
    if (wanted !== undefined && wanted !== `"${object.etag}"`) {
      return answer(412, errorBody('PreconditionFailed'));
    }
    const etag = `"${object.etag}"`;
    if (request.method === 'HEAD') {
      return answer(200, '', { etag, 'content-length': String(object.sizeBytes) });
    }
    const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers['range'] ?? '') ?? [];
    if (start === undefined) return answer(200, object.bytes, { etag });
    if (Number(start) >= object.sizeBytes) return answer(416, errorBody('InvalidRange'));
    const end = Math.min(Number(last) + 1, object.sizeBytes);
    return answer(206, object.bytes.subarray(Number(start), end), {
      etag,
      'content-range': `bytes ${start}-${end - 1}/${object.sizeBytes}`,
    });
  }

  #list(request: HttpRequest): HttpResponse {
    const prefix = String(request.query['prefix'] ?? '');
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix));
    const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return answer(200, `<ListBucketResult>${contents}</ListBucketResult>`);
  }

  #deleteMany(request: HttpRequest): HttpResponse {
    const keys = String(request.body).matchAll(/<Key>([^<]+)<\/Key>/g);
    for (const [, key = ''] of keys) this.objects.delete(key);
    return answer(200, '<DeleteResult/>');
  }
}

function errorBody(code: string): string {
  return `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}

function answer(
  statusCode: number,
  body: string | Uint8Array = '',
  headers: Record<string, string> = {},
): HttpResponse {
  return new HttpResponse({ statusCode, headers, body: Readable.from([Buffer.from(body)]) });
}
