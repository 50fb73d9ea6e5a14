import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type AwsCall, LOCAL_ACCOUNT, LOCAL_REGION, type StackModel } from '../template/model.ts';
import { Authorizer, type Caller, callersByRole } from './authorization.ts';
import { DynamoDb } from './dynamodb.ts';
import { connectDynamoDb, startEmbeddedDynamoDb } from './dynamodb-engine.ts';
import { createTables } from './dynamodb-tables.ts';
import {
  asJsonServiceError,
  errorReply,
  type JsonReply,
  JsonServiceError,
  readBody,
  sendReply,
  unknownOperation,
} from './json-protocol.ts';
import type { QueuePort } from './queue-port.ts';
import { parseTarget, type RequestTarget } from './request-target.ts';
import { S3 } from './s3.ts';
import { DiskBodies, MemoryBodies } from './s3-bodies.ts';
import { S3Error, sendS3Error } from './s3-errors.ts';
import { S3Notifier } from './s3-events.ts';
import { ObjectStore } from './s3-objects.ts';
import { SecretsManager } from './secrets-manager.ts';
import { SecretsStore } from './secrets-store.ts';
import { SignatureFault } from './signature-claim.ts';
import { claimedService, isHeaderSigned, isPresigned, SignatureVerifier } from './sigv4.ts';
import { Sqs } from './sqs.ts';
import { SqsEngine } from './sqs-engine.ts';

export interface AwsServicesOptions {
  readonly stack: StackModel;
  /** One key for each function, which stands for its role; by access key id. */
  readonly credentials: ReadonlyMap<string, { secretAccessKey: string; roleArn: string }>;
  readonly stateDirectory: string;
  /** e.g. `http://127.0.0.1:8080`; asked only once the edge listens. */
  readonly origin: () => string;
  /** Another DynamoDB instead of the embedded one. */
  readonly dynamoDbEndpoint?: string | undefined;
  /** Values for this run, by the secret's logical id; they are not written to disk. */
  readonly secretValues?: Readonly<Record<string, string>>;
  /** Keeps nothing on disk. */
  readonly memory?: boolean;
  /** The clock by which presigned URLs expire; a test may move it. @default the machine's */
  readonly clock?: (() => number) | undefined;
  readonly log: (line: string) => void;
}

export interface AwsServices {
  /** Whether a request is for AWS: signed, presigned, or at the path of a bucket or queue. */
  handles(request: IncomingMessage): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly queues: QueuePort;
  /** The latest decisions (at most 10,000), oldest first. */
  readonly calls: readonly AwsCall[];
  forgetCalls(): void;
  stop(): Promise<void>;
}

/**
 * Starts DynamoDB, SQS, S3 and Secrets Manager for a stack, behind one entry that checks IAM.
 * @throws DamagedState where the state folder holds something that cannot be read back
 */
export async function startAwsServices(options: AwsServicesOptions): Promise<AwsServices> {
  const { stack, log, origin } = options;
  const stateDirectory = options.memory ? undefined : options.stateDirectory;
  const authorizer = new Authorizer(log);

  const sqsEngine = new SqsEngine(stack.queues, stateDirectory, log);
  const dynamoEngine =
    options.dynamoDbEndpoint === undefined
      ? await startEmbeddedDynamoDb(stateDirectory)
      : connectDynamoDb(options.dynamoDbEndpoint);
  const objects = new ObjectStore(
    stateDirectory === undefined
      ? new MemoryBodies()
      : new DiskBodies(join(stateDirectory, 'objects')),
  );
  const secretsStore = new SecretsStore(stateDirectory);
  const loaded = await Promise.allSettled([
    sqsEngine.start(),
    createTables(dynamoEngine, stack.tables, log),
    objects.load(stack.buckets.map((bucket) => bucket.name)),
    secretsStore.load(),
  ]);
  const failed = loaded.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') {
    // The database has begun to write into the state folder, whatever else is damaged there.
    await dynamoEngine.stop();
    throw failed.reason;
  }
  const secrets = new SecretsManager(
    stack.secrets,
    secretsStore,
    authorizer,
    options.secretValues ?? {},
  );
  await secrets.start();

  const dynamoDb = new DynamoDb(dynamoEngine, authorizer, stack.tables);
  const sqs = new Sqs(sqsEngine, authorizer, stack.queues, origin);
  const notifier = new S3Notifier(
    stack.queues,
    (queueArn, body) => sqsEngine.send(queueArn, body),
    log,
  );
  const s3 = new S3(stack.buckets, objects, authorizer, notifier);
  const verifier = new SignatureVerifier(
    (accessKeyId) => options.credentials.get(accessKeyId)?.secretAccessKey,
    LOCAL_REGION,
    options.clock,
  );
  const callerOfRole = callersByRole(stack);
  const callerOf = (accessKeyId: string): Caller =>
    callerOfRole(options.credentials.get(accessKeyId)?.roleArn ?? 'unknown');

  async function serveS3(
    request: IncomingMessage,
    response: ServerResponse,
    target: RequestTarget,
  ): Promise<void> {
    await s3.handle(request, response, target, async () => {
      const signature = await verifier.verify(request, target);
      if (signature.service !== 's3') {
        throw new SignatureFault('WrongScope', "Credential should be scoped to service 's3'.");
      }
      return { caller: callerOf(signature.accessKeyId), payloadHash: signature.payloadHash };
    });
  }

  /** @throws JsonServiceError, SignatureFault */
  async function serveJson(
    request: IncomingMessage,
    response: ServerResponse,
    target: RequestTarget,
  ): Promise<JsonReply> {
    const body = await readBody(request);
    const signature = await verifier.verify(request, target, body);
    const caller = callerOf(signature.accessKeyId);
    const [prefix, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const service = signature.presigned ? 'presigned' : signature.service;
    switch (`${service} ${prefix}`) {
      case 'dynamodb DynamoDB_20120810':
        return dynamoDb.handle(caller, operation, body);
      case 'sqs AmazonSQS':
        return sqs.handle(caller, operation, body, response);
      case 'secretsmanager secretsmanager':
        return secrets.handle(caller, operation, body);
      default: {
        const message = `The local stack has no AWS service for ${service} ${request.headers['x-amz-target'] ?? ''}.`;
        log(`${message} Asked for by ${caller.sessionArn}`);
        throw unknownOperation(message);
      }
    }
  }

  return {
    queues: sqsEngine,
    calls: authorizer.calls,
    forgetCalls: () => authorizer.forgetCalls(),

    handles(request) {
      if (isHeaderSigned(request) || request.headers['x-amz-target'] !== undefined) return true;
      const target = parseTarget(request.url);
      if (target === undefined) return false;
      const [first, second] = target.segments;
      const queueUrl = first === LOCAL_ACCOUNT && second !== undefined;
      return isPresigned(target) || s3.hasBucket(first) || queueUrl;
    },

    async handle(request, response) {
      const target = parseTarget(request.url);
      if (target === undefined) {
        sendS3Error(request, response, new S3Error(400, 'InvalidURI', "Couldn't parse the URI."));
        return;
      }
      const toS3 =
        request.headers['x-amz-target'] === undefined &&
        (s3.hasBucket(target.segments[0]) || claimedService(request, target) === 's3');
      try {
        if (toS3) await serveS3(request, response, target);
        else sendReply(response, await serveJson(request, response, target));
      } catch (error) {
        // The client went away in the middle of its request: there is nobody to answer.
        if (request.destroyed && !request.complete) return;
        if (toS3) failS3(request, response, error, log);
        else sendReply(response, jsonFailure(request, error, log));
      }
    },

    async stop() {
      await sqsEngine.stop();
      await dynamoEngine.stop();
    },
  };
}

function jsonFailure(
  request: IncomingMessage,
  error: unknown,
  log: (line: string) => void,
): JsonReply {
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.0';
  const known = asJsonServiceError(error);
  if (known) return errorReply(known, contentType);
  log(`internal error of the local stack: ${error instanceof Error ? error.stack : error}`);
  return errorReply(
    new JsonServiceError('InternalServerError', 'Internal error of the local stack', 500),
    contentType,
  );
}

function failS3(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  log: (line: string) => void,
): void {
  log(`internal error of the local stack: ${error instanceof Error ? error.stack : error}`);
  sendS3Error(request, response, new S3Error(500, 'InternalError', 'Internal error'));
}
