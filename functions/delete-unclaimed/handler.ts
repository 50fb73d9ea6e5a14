import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { readQueueMessage } from '../../shared/adapters/queue-message.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { sqsUnclaimedUploads } from '../../shared/adapters/sqs-lecture-queue.ts';
import { clocks } from '../../shared/contracts/clocks.ts';
import { deleteUnclaimedEnvironment } from '../../shared/contracts/environment.ts';
import {
  type DeleteUnclaimedPorts,
  deleteUnclaimed,
} from '../../shared/lectures/unclaimed-uploads.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { followedLectures } from '../../shared/platform/observed-ports.ts';
import { queueHandler } from '../../shared/platform/queue-handler.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';

const { TABLE_NAME, RECORDINGS_BUCKET, UNCLAIMED_QUEUE_URL } = await loadEnvironment(
  'delete-unclaimed',
  deleteUnclaimedEnvironment,
);
const client = sqsClient();
const ports: DeleteUnclaimedPorts = {
  lectures: followedLectures(dynamoLectures(dynamoTable(TABLE_NAME))),
  recordings: s3Recordings(s3Client(), RECORDINGS_BUCKET),
  unclaimed: sqsUnclaimedUploads(client, UNCLAIMED_QUEUE_URL),
  clock: Date.now,
};

export const handler = queueHandler(
  { client, queueUrl: UNCLAIMED_QUEUE_URL, maximumReceives: clocks.maximumReceives },
  readQueueMessage,
  (message) => deleteUnclaimed(ports, message),
);
