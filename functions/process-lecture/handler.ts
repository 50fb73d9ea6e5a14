import { chatgptAssessor } from '../../shared/adapters/chatgpt-assessor.ts';
import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { readQueueMessage } from '../../shared/adapters/queue-message.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { whisperSpeech } from '../../shared/adapters/whisper-speech.ts';
import { clocks } from '../../shared/contracts/clocks.ts';
import { processLecture } from '../../shared/lectures/process-lecture.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { queueHandler } from '../../shared/platform/queue-handler.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';

const environment = loadEnvironment('process-lecture');
const table = dynamoTable(environment.TABLE_NAME);
const readApiKey = secretReader(environment.OPENAI_SECRET_ARN);

const ports = {
  lectures: dynamoLectures(table),
  details: dynamoLectureDetails(table),
  recordings: s3Recordings(s3Client(), environment.RECORDINGS_BUCKET),
  speech: whisperSpeech({
    baseUrl: environment.SPEECH_BASE_URL,
    model: environment.SPEECH_MODEL,
    readApiKey,
  }),
  assessor: chatgptAssessor({
    baseUrl: environment.CHAT_BASE_URL,
    model: environment.CHAT_MODEL,
    readApiKey,
  }),
  findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
  clock: Date.now,
};

export const handler = queueHandler(
  {
    client: sqsClient(),
    queueUrl: environment.LECTURE_QUEUE_URL,
    maximumReceives: clocks.maximumReceives,
  },
  readQueueMessage,
  (message, delivery) => processLecture(ports, message, delivery),
);
