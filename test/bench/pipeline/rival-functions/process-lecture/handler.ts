/**
 * The worker as most would write it: the recording is read whole from the bucket and uploaded by
 * the OpenAI package. All else is the worker's own, and it is bundled in the same way.
 */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import OpenAI, { toFile } from 'openai';
import { workerPorts } from '../../../../../functions/process-lecture/ports.ts';
import { workerProviders } from '../../../../../functions/process-lecture/providers.ts';
import { readQueueMessage } from '../../../../../shared/adapters/queue-message.ts';
import { recordingObjectKey } from '../../../../../shared/adapters/recording-keys.ts';
import { clocks } from '../../../../../shared/contracts/clocks.ts';
import { processLectureEnvironment } from '../../../../../shared/contracts/environment.ts';
import type { RecordingStore } from '../../../../../shared/lectures/ports.ts';
import { processLecture } from '../../../../../shared/lectures/process-lecture.ts';
import { loadEnvironment } from '../../../../../shared/platform/environment.ts';
import { openAiKeyReader } from '../../../../../shared/platform/openai-key.ts';
import { queueHandler } from '../../../../../shared/platform/queue-handler.ts';
import { s3Client } from '../../../../../shared/platform/s3-client.ts';
import { secretReader } from '../../../../../shared/platform/secrets.ts';
import { sqsClient } from '../../../../../shared/platform/sqs-client.ts';
import type { SpeechToText } from '../../../../../shared/speech/speech-to-text.ts';

const environment = await loadEnvironment('process-lecture', processLectureEnvironment);
const client = sqsClient();
const ports = workerPorts(environment, client, workerProviders(environment));
const s3 = s3Client();

const open: RecordingStore['open'] = async (key, etag) => {
  const object = await s3.send(
    new GetObjectCommand({
      Bucket: environment.RECORDINGS_BUCKET,
      Key: recordingObjectKey(key),
      ...(etag !== undefined && { IfMatch: `"${etag}"` }),
    }),
  );
  const whole = await object.Body?.transformToByteArray();
  if (!whole) return 'missing';
  return {
    etag: object.ETag?.replaceAll('"', '') ?? '',
    sizeBytes: whole.byteLength,
    read: async (start, end) => whole.subarray(start, end),
    open: async () =>
      (async function* () {
        yield whole;
      })(),
  };
};

const [firstEndpoint] = environment.SPEECH_ENDPOINTS;
if (!firstEndpoint) throw new TypeError('speech has no endpoint');

const endpoint = {
  ...firstEndpoint,
  readApiKey: openAiKeyReader(secretReader(environment.OPENAI_SECRET_ARN)),
};

const speech: SpeechToText = {
  transcribe: async ({ open, fileName, contentType }, { budgetMilliseconds }) => {
    const { baseUrl, model, readApiKey } = endpoint;
    const client = new OpenAI({ apiKey: await readApiKey(), baseURL: baseUrl });
    const file = await toFile(await wholeOf(await open()), fileName, { type: contentType });
    const heard = await client.audio.transcriptions.create(
      { file, model, response_format: 'json' },
      { signal: AbortSignal.timeout(budgetMilliseconds) },
    );
    return { text: heard.text.trim(), model };
  },
};

/** Not copied where it is in one piece, as it is here. */
async function wholeOf(bytes: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const [only] = pieces;
  return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}

export const handler = queueHandler(
  {
    client,
    queueUrl: environment.LECTURE_QUEUE_URL,
    maximumReceives: clocks.maximumReceives,
  },
  readQueueMessage,
  (message, delivery) =>
    processLecture(
      { ...ports, recordings: { ...ports.recordings, open }, speech },
      message,
      delivery,
    ),
);
