import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { AudioRecording } from '../recordings/recording.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { HeardSpeech, SpeechToText } from '../speech/speech-to-text.ts';
import { callOpenAi, type OpenAiEndpoint } from './openai-client.ts';

/** Both shapes in one: `json` answers text and usage alone, `verbose_json` everything. */
const transcription = z.object({
  text: z.string(),
  language: z.optional(z.string()),
  duration: z.optional(z.coerce.number()),
  // By seconds or by tokens; of compatible servers anything. It is no reason to refuse a text.
  usage: z.catch(z.optional(z.object({ seconds: z.optional(z.number()) })), undefined),
  segments: z.nullish(
    z.array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        no_speech_prob: z.optional(z.number()),
        avg_logprob: z.optional(z.number()),
        compression_ratio: z.optional(z.number()),
      }),
    ),
  ),
});

/**
 * OpenAI's transcription API, or any server that speaks it. The recording is streamed on as it
 * comes, with its length known beforehand: several compatible servers refuse chunked uploads, and
 * the SDK's own streaming upload sends no length.
 */
export function whisperSpeech(endpoint: OpenAiEndpoint): SpeechToText {
  return {
    transcribe: (recording, { budgetMilliseconds }) =>
      callOpenAi('speech', endpoint, budgetMilliseconds, async (client, signal) => {
        const form = multipartForm(recording, {
          model: endpoint.model,
          // Only Whisper itself gives segments, timings and its own doubts.
          response_format: /whisper/i.test(endpoint.model) ? 'verbose_json' : 'json',
        });
        const answer = await client
          .post<unknown>('/audio/transcriptions', {
            body: form.body,
            headers: form.headers,
            signal,
          })
          // Refused before its end, the rest of the recording would stay open in the bucket.
          .finally(() => void form.body.return(undefined).catch(() => undefined));
        const heard = transcription.safeParse(answer);
        if (!heard.success) throw new ProviderError('speech', 'unavailable', 'unreadable answer');
        return heardSpeech(heard.data, endpoint.model);
      }),
  };
}

function heardSpeech(answer: z.infer<typeof transcription>, model: string): HeardSpeech {
  return {
    text: answer.text.trim(),
    language: answer.language,
    durationSeconds: answer.duration,
    billedSeconds: answer.usage?.seconds,
    segments: answer.segments?.map((segment) => ({
      startSeconds: segment.start,
      endSeconds: segment.end,
      text: segment.text,
      noSpeechProbability: segment.no_speech_prob,
      averageLogProbability: segment.avg_logprob,
      compressionRatio: segment.compression_ratio,
    })),
    model,
  };
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
