import type { Context } from 'aws-lambda';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { sweepLectures } from '../../shared/lectures/sweep-lectures.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { beginInvocation, log } from '../../shared/platform/log.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';

const environment = loadEnvironment('sweep-lectures');

const ports = {
  lectures: dynamoLectures(dynamoTable(environment.TABLE_NAME)),
  recordings: s3Recordings(s3Client(), environment.RECORDINGS_BUCKET),
  queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
  clock: Date.now,
};

export const handler = async (_event: unknown, context: Context): Promise<void> => {
  beginInvocation({ requestId: context.awsRequestId });
  const results = await sweepLectures(ports, () => context.getRemainingTimeInMillis());
  log('info', 'swept', results);
};
