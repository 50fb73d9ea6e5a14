import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { s3UploadUrlReader } from '../../shared/adapters/s3-upload-url-reader.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { type SubmitLecturePorts, submitLecture } from '../../shared/lectures/submit-lecture.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';

const route = routes['submit-lecture'];
const environment = loadEnvironment('submit-lecture');
const table = dynamoTable(environment.TABLE_NAME);
const s3 = s3Client();

export const answerSubmission =
  (ports: SubmitLecturePorts): HttpAction<typeof route> =>
  async ({ userId, body, requestId }) => {
    const lecture = await submitLecture(ports, { userId, ...body, correlationId: requestId });
    return { body: lectureBody(lecture) };
  };

export const handler = httpHandler(
  route,
  answerSubmission({
    lectures: dynamoLectures(table),
    repeats: dynamoRepeats(table),
    recordings: s3Recordings(s3, environment.RECORDINGS_BUCKET),
    queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
    findTopic: dynamoCatalog(table, Date.now).findTopic,
    readUploadUrl: s3UploadUrlReader(s3, environment.RECORDINGS_BUCKET),
    clock: Date.now,
  }),
  deviceAuthentication(environment, dynamoUsers(table)),
);
