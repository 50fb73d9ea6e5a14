import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { deletionKeptDays, deletionsPrefix } from '../../../shared/contracts/deletions.ts';
import { recordingsPrefix } from '../../../shared/contracts/recordings.ts';
import { acceptFindings } from './accepted-findings.ts';
import type { LectureQueue } from './lecture-queue.ts';
import { removalPolicyOf } from './removal-policy.ts';

export interface RecordingsBucketProps {
  /** The queue that S3 tells of every finished upload. */
  readonly notify: LectureQueue;
  /** Web origins that may upload. */
  readonly allowedOrigins: readonly string[];
  readonly recordingRetentionDays: number;
  /**
   * The bucket outlives the stack. Where it does not, `npm run destroy` empties it before the stack is
   * deleted.
   * @default false
   */
  readonly protectData?: boolean;
}

/**
 * The bucket of uploaded recordings. It is private, encrypted and open over TLS 1.2 or later only; browsers
 * at the given origins may PUT to a presigned URL. Each finished upload sends one event to the queue. S3
 * deletes recordings after their retention, submitted or not, and abandoned multipart uploads after a day.
 * Beside the recordings lie the notes of who was deleted, for as long as the table's backups reach.
 */
export class RecordingsBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** The ARN of all objects under the recordings' prefix. */
  readonly recordingsArn: string;
  /** The ARN of all notes of who was deleted. */
  readonly deletionsArn: string;
  /** The host to which browsers PUT recordings. */
  readonly hostName: string;
  readonly #origins: string[];

  constructor(scope: Construct, id: string, props: RecordingsBucketProps) {
    super(scope, id);
    this.#origins = [...props.allowedOrigins];

    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      cors: [
        {
          // The list is read last: the API's address is made after the functions, and those already name the
          // bucket.
          allowedOrigins: Lazy.list({ produce: () => this.#origins }),
          allowedMethods: [HttpMethods.PUT],
          allowedHeaders: ['Content-Type'],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        {
          id: 'ExpireRecordings',
          prefix: recordingsPrefix,
          expiration: Duration.days(props.recordingRetentionDays),
        },
        {
          id: 'ExpireDeletions',
          prefix: deletionsPrefix,
          expiration: Duration.days(deletionKeptDays),
        },
        { id: 'AbortStaleUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: removalPolicyOf(props.protectData ?? false),
    });
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new TypeError('a bucket is made of a CfnBucket');
    notifyOnUpload(resource, props.notify);

    const stack = Stack.of(this);
    const under = (prefix: string) => `<${stack.getLogicalId(resource)}.Arn>/${prefix}*`;
    acceptFindings(stack, {
      [`AwsSolutions-IAM5[Resource::${under(recordingsPrefix)}]`]:
        'A recording is named by its user and lecture, who are not known when a role is made.',
      [`AwsSolutions-IAM5[Resource::${under(deletionsPrefix)}]`]:
        'A note is named by the user who was deleted.',
    });
    acceptFindings(bucket, {
      'AwsSolutions-S1':
        'An access log would keep who recorded what and when, longer than the recording itself lives, in one more bucket.',
    });

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.bucketArn;
    this.recordingsArn = bucket.arnForObjects(`${recordingsPrefix}*`);
    this.deletionsArn = bucket.arnForObjects(`${deletionsPrefix}*`);
    this.hostName = bucket.bucketRegionalDomainName;
  }

  /** Lets browsers at one more web origin upload. */
  allowOrigin(origin: string): void {
    if (!this.#origins.includes(origin)) this.#origins.push(origin);
  }
}

/**
 * Sets the notification on the resource itself, because `addEventNotification` would add a custom resource
 * and a Lambda of its own. S3 tries the queue when the bucket is made, so the queue's policy has to exist
 * first.
 */
function notifyOnUpload(bucket: CfnBucket, { queue }: LectureQueue): void {
  bucket.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: recordingsPrefix }] } },
      },
    ],
  };
  bucket.node.addDependency(queue);
}
