import { randomUUID } from 'node:crypto';
import { speechModel } from '../contracts/models.ts';
import type { AudioRecording } from '../recordings/recording.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { HeardSpeech, SpeechToText } from '../speech/speech-to-text.ts';
import {
  callOpenAi,
  type OpenAiAnswer,
  type OpenAiEndpoint,
  providerOf,
  refusal,
} from './openai-client.ts';
import { type ErrorAnswer, meaningOf, saysTooShort } from './openai-errors.ts';
import { readTranscription } from './transcription-answer.ts';

/**
 * OpenAI's transcription API, or any server that speaks it. The recording is streamed on as it
 * comes, with its length known beforehand: several compatible servers refuse chunked uploads, and
 * the SDK's own streaming upload sends no length.
 */
export function whisperSpeech(endpoint: OpenAiEndpoint): SpeechToText {
  const { responseFormat } = speechModel(endpoint.model);
  return {
    transcribe: async (recording, { budgetMilliseconds }) => {
      const answer = await callOpenAi('speech', endpoint, budgetMilliseconds, (client, signal) => {
        const form = multipartForm(recording, {
          model: endpoint.model,
          response_format: responseFormat,
        });
        return (
          client
            .post('/audio/transcriptions', { body: form.body, headers: form.headers, signal })
            // Refused before its end, the rest of the recording would stay open in the bucket.
            .finally(() => void form.body.return(undefined).catch(() => undefined))
        );
      });
      return heardSpeech(answer, recording, endpoint);
    },
  };
}

/** @throws ProviderError */
function heardSpeech(
  answer: OpenAiAnswer,
  recording: AudioRecording,
  endpoint: OpenAiEndpoint,
): HeardSpeech {
  const from = { model: endpoint.model, provider: providerOf(endpoint) };
  if ('error' in answer) {
    if (saysNothingIsIn(answer.error, recording)) return { text: '', ...from };
    throw refusal('speech', answer);
  }
  const read = readTranscription(answer.text, recording.durationSeconds);
  if (read) return { ...read, ...from };
  throw new ProviderError('speech', 'unavailable', 'unreadable answer');
}

/** Some containers are longer than this before the first sound: a header is all there can be. */
const headerBytes = 2_048;

/** Too short to be heard, or a header without sound behind it, which decoders call broken. */
function saysNothingIsIn(error: ErrorAnswer, { sizeBytes }: AudioRecording): boolean {
  if (meaningOf(error) !== 'unreadable') return false;
  return saysTooShort(error) || sizeBytes <= headerBytes;
}

function multipartForm(recording: AudioRecording, fields: Readonly<Record<string, string>>) {
  const boundary = `lecture-${randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${recording.fileName}"\r\nContent-Type: ${recording.contentType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.byteLength + recording.sizeBytes + tail.byteLength),
    },
    body: (async function* () {
      yield head;
      yield* await recording.open();
      yield tail;
    })(),
  };
}
