import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalBucket } from '../template/model.ts';
import { type Authorizer, type Caller, denialMessage } from './authorization.ts';
import type { RequestTarget } from './request-target.ts';
import type { StoredObject } from './s3-bodies.ts';
import { corsHeaders, preflightHeaders } from './s3-cors.ts';
import { deleteManyObjects } from './s3-delete.ts';
import { asS3Error, newRequestId, S3Error, sendS3Error } from './s3-errors.ts';
import type { S3Notifier } from './s3-events.ts';
import { openIntake } from './s3-intake.ts';
import { listObjects } from './s3-list.ts';
import type { ObjectStore } from './s3-objects.ts';
import { etagMatches, preconditionFailed, sendObject } from './s3-read.ts';

/** The signer of the request, and the hash that its body must have. */
export interface S3Authentication {
  readonly caller: Caller;
  readonly payloadHash: string;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
  readonly bucket: LocalBucket;
  readonly key: string;
  readonly authentication: S3Authentication;
}

/**
 * Query parameters that do not choose a sub-resource. Any other one belongs to an operation that is not
 * offered here.
 */
const PLAIN_QUERY =
  /^(?:x-id|x-amz-.*|list-type|prefix|max-keys|continuation-token|start-after|encoding-type|fetch-owner|delete|delimiter)$/i;
const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-language',
  'expires',
];

/** S3's object calls on the stack's buckets, path style. */
export class S3 {
  readonly #buckets: ReadonlyMap<string, LocalBucket>;
  readonly #store: ObjectStore;
  readonly #authorizer: Authorizer;
  readonly #notifier: S3Notifier;

  constructor(
    buckets: readonly LocalBucket[],
    store: ObjectStore,
    authorizer: Authorizer,
    notifier: S3Notifier,
  ) {
    this.#buckets = new Map(buckets.map((bucket) => [bucket.name, bucket]));
    this.#store = store;
    this.#authorizer = authorizer;
    this.#notifier = notifier;
  }

  hasBucket(name: string | undefined): boolean {
    return name !== undefined && this.#buckets.has(name);
  }

  /** @param authenticate throws SignatureFault */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    target: RequestTarget,
    authenticate: () => Promise<S3Authentication>,
  ): Promise<void> {
    try {
      const [bucketName = '', ...keySegments] = target.segments;
      const bucket = this.#buckets.get(bucketName);
      if (bucket === undefined) {
        await authenticate();
        throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
      }
      if (request.method === 'OPTIONS') {
        response.writeHead(200, preflightHeaders(bucket.corsRules, request));
        response.end();
        return;
      }
      for (const [name, value] of Object.entries(corsHeaders(bucket.corsRules, request))) {
        response.setHeader(name, value);
      }
      const authentication = await authenticate();
      const key = keySegments.join('/');
      await this.#serve({ request, response, target, bucket, key, authentication });
    } catch (error) {
      const known = asS3Error(error);
      if (known === undefined) throw error;
      sendS3Error(request, response, known);
    }
  }

  async #serve(call: Call): Promise<void> {
    const { request, response, target, bucket, key } = call;
    const strange = [...target.query.keys()].find((name) => !PLAIN_QUERY.test(name));
    if (strange !== undefined || request.headers['x-amz-copy-source'] !== undefined) {
      throw notImplemented(strange ?? 'x-amz-copy-source');
    }
    if (Buffer.byteLength(key) > 1024) {
      throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
    }
    if (key === '') return this.#serveBucket(call);
    switch (request.method) {
      case 'PUT':
        return this.#put(call);
      case 'GET':
      case 'HEAD':
        this.#require(call, 's3:GetObject', `${bucket.arn}/${key}`);
        return sendObject(request, response, this.#store, bucket.name, this.#existing(call));
      case 'DELETE':
        this.#require(call, 's3:DeleteObject', `${bucket.arn}/${key}`);
        await this.#store.delete(bucket.name, key);
        response.writeHead(204, { 'x-amz-request-id': newRequestId() });
        response.end();
        return;
      default:
        throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed.');
    }
  }

  async #serveBucket(call: Call): Promise<void> {
    const { request, response, target, bucket, authentication } = call;
    if (request.method === 'POST' && target.query.has('delete')) {
      const intake = openIntake(request, target, authentication.payloadHash);
      return sendXml(
        response,
        await deleteManyObjects(intake, (key) => this.#deleteOne(call, key)),
      );
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw notImplemented(`${request.method} of a bucket`);
    }
    this.#require(call, 's3:ListBucket', bucket.arn);
    if (request.method === 'HEAD') {
      response.writeHead(200, { 'x-amz-request-id': newRequestId() });
      response.end();
      return;
    }
    sendXml(response, listObjects(this.#store, bucket.name, target));
  }

  async #put(call: Call): Promise<void> {
    const { request, response, target, bucket, key, authentication } = call;
    this.#require(call, 's3:PutObject', `${bucket.arn}/${key}`);
    const checkCondition = (standing: StoredObject | undefined) => {
      const ifMatch = request.headers['if-match'];
      const ifNoneMatch = request.headers['if-none-match'];
      if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
        throw notImplemented('If-None-Match other than *');
      }
      const changed = ifMatch !== undefined && !etagMatches(ifMatch, standing?.etag ?? '');
      if (changed || (ifNoneMatch === '*' && standing !== undefined)) throw preconditionFailed();
    };
    checkCondition(this.#store.get(bucket.name, key));
    const intake = openIntake(request, target, authentication.payloadHash);
    let checksums: Record<string, string> = {};
    const object = await this.#store.put(bucket.name, key, intake.chunks, (standing) => {
      const received = intake.finish();
      checkCondition(standing);
      checksums = received.checksums;
      return {
        etag: received.md5,
        sizeBytes: received.sizeBytes,
        headers: { ...keptHeaders(request), ...checksums },
      };
    });
    // Nobody waits for the event, which on AWS comes at its own time too.
    void this.#notifier.objectCreated(bucket, object);
    response.writeHead(200, {
      'x-amz-request-id': newRequestId(),
      'x-amz-server-side-encryption': 'AES256',
      ...checksums,
      etag: `"${object.etag}"`,
      'content-length': 0,
    });
    response.end();
  }

  /** Finds an object. S3 tells only callers who may list the bucket that a key does not exist. */
  #existing({ bucket, key, authentication: { caller } }: Call): StoredObject {
    const object = this.#store.get(bucket.name, key);
    if (object !== undefined) return object;
    if (this.#authorizer.allowsQuietly(caller, 's3:ListBucket', bucket.arn)) {
      throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    }
    throw new S3Error(403, 'AccessDenied', denialMessage(caller, 's3:ListBucket', bucket.arn));
  }

  async #deleteOne(call: Call, key: string): Promise<S3Error | undefined> {
    const { caller } = call.authentication;
    const resource = `${call.bucket.arn}/${key}`;
    if (!this.#authorizer.allows(caller, 's3:DeleteObject', resource)) {
      return new S3Error(403, 'AccessDenied', denialMessage(caller, 's3:DeleteObject', resource));
    }
    await this.#store.delete(call.bucket.name, key);
    return undefined;
  }

  #require({ authentication: { caller } }: Call, action: string, resource: string): void {
    if (this.#authorizer.allows(caller, action, resource)) return;
    throw new S3Error(403, 'AccessDenied', denialMessage(caller, action, resource));
  }
}

function keptHeaders(request: IncomingMessage): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value !== 'string') continue;
    if (KEPT_HEADERS.includes(name) || name.startsWith('x-amz-meta-')) kept[name] = value;
  }
  // `aws-chunked` belongs to the transfer and the rest to the object.
  const encoding = request.headers['content-encoding']
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked')
    .join(',');
  if (encoding) kept['content-encoding'] = encoding;
  return kept;
}

function sendXml(response: ServerResponse, xml: string): void {
  response.writeHead(200, {
    'x-amz-request-id': newRequestId(),
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(xml),
  });
  response.end(xml);
}

const notImplemented = (what: string) =>
  new S3Error(501, 'NotImplemented', `The local stack does not offer this: ${what}`);
