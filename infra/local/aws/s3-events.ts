import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type LocalBucket,
  type LocalQueue,
} from '../template/model.ts';
import { isServiceAllowed, matchesWildcard } from './iam.ts';
import { escapeUri } from './request-target.ts';
import type { StoredObject } from './s3-bodies.ts';
import { newRequestId } from './s3-errors.ts';

/** Sends S3's notifications to the queues whose own policy allows it. */
export class S3Notifier {
  readonly #queues: readonly LocalQueue[];
  readonly #send: (queueArn: string, body: string) => Promise<unknown>;
  readonly #log: (line: string) => void;
  #sequence = BigInt(Date.now()) << 20n;

  constructor(
    queues: readonly LocalQueue[],
    send: (queueArn: string, body: string) => Promise<unknown>,
    log: (line: string) => void,
  ) {
    this.#queues = queues;
    this.#send = send;
    this.#log = log;
  }

  async objectCreated(bucket: LocalBucket, object: StoredObject): Promise<void> {
    const eventName = 'ObjectCreated:Put';
    for (const notification of bucket.queueNotifications) {
      const wanted =
        matchesWildcard(notification.event, `s3:${eventName}`) &&
        object.key.startsWith(notification.keyPrefix);
      if (!wanted || !this.#mayDeliver(bucket, notification.queueArn)) continue;
      const body = JSON.stringify({ Records: [this.#record(bucket, object, eventName)] });
      await this.#send(notification.queueArn, body).catch((error: unknown) =>
        this.#log(`the S3 event for ${object.key} was not delivered: ${error}`),
      );
    }
  }

  #mayDeliver(bucket: LocalBucket, queueArn: string): boolean {
    const queue = this.#queues.find((candidate) => candidate.arn === queueArn);
    const allowed =
      queue !== undefined &&
      isServiceAllowed(queue.policy, 's3.amazonaws.com', 'sqs:SendMessage', queueArn, {
        'aws:sourcearn': bucket.arn,
        'aws:sourceaccount': LOCAL_ACCOUNT,
        'aws:securetransport': 'true',
        's3:tlsversion': '1.3',
      });
    if (!allowed) {
      this.#log(
        `AccessDenied: AWS would refuse this notification: the policy of ${queueArn} does not let s3.amazonaws.com send messages for ${bucket.arn}`,
      );
    }
    return allowed;
  }

  #record(bucket: LocalBucket, object: StoredObject, eventName: string) {
    this.#sequence += 1n;
    return {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: LOCAL_REGION,
      eventTime: object.lastModified,
      eventName,
      userIdentity: { principalId: 'AWS:LOCAL' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': newRequestId(), 'x-amz-id-2': 'local' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'local',
        bucket: {
          name: bucket.name,
          ownerIdentity: { principalId: 'LOCAL' },
          arn: bucket.arn,
        },
        object: {
          key: eventKey(object.key),
          size: object.sizeBytes,
          eTag: object.etag,
          sequencer: this.#sequence.toString(16).toUpperCase().padStart(16, '0'),
        },
      },
    };
  }
}

/** Encodes a key as in an HTML form, where a space is `+`, but keeps slashes. */
const eventKey = (key: string) => key.split('/').map(escapeUri).join('/').replaceAll('%20', '+');
