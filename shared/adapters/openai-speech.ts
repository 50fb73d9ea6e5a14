import { speechModel } from '../contracts/models.ts';
import { OwnError } from '../own-error.ts';
import type { AudioRecording } from '../recordings/recording.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { HeardSpeech, SpeechToText } from '../speech/speech-to-text.ts';
import { multipartForm } from './multipart-form.ts';
import {
  callOpenAi,
  type OpenAiAnswer,
  type OpenAiEndpoint,
  type OpenAiError,
  providerOf,
  refusal,
} from './openai-client.ts';
import { type ErrorAnswer, meaningOf, saysNothingIsThere } from './openai-errors.ts';
import { firstSpeechWay, simplerSpeechWay, speechFields } from './speech-ways.ts';
import { readTranscription } from './transcription-answer.ts';

/** An answer that failed behind a gateway that is well is asked for once more. */
const tries = 2;

/**
 * OpenAI's transcription API, or any server that speaks it: with all that its model can be told and
 * can tell, and in the next simpler way where the server does not know a field, by which this
 * endpoint is then remembered.
 */
export function openAiSpeech(endpoint: OpenAiEndpoint): SpeechToText {
  let way = firstSpeechWay(speechModel(endpoint.model));
  return {
    transcribe: async (recording, { budgetMilliseconds, hints }) => {
      const until = performance.now() + budgetMilliseconds;
      let tried = way;
      for (let failed = 0; ; ) {
        const fields = speechFields(endpoint.model, tried, hints);
        const answer = await send(endpoint, recording, fields, until - performance.now());
        if (!('error' in answer)) {
          // Only now: a recording that is refused in every way says nothing of the server.
          way = tried;
          return heardSpeech(answer.text, recording, endpoint);
        }
        if (saysNothingIsIn(answer.error, recording)) return { text: '', ...from(endpoint) };
        const simpler = simplerSpeechWay(tried, answer.error);
        if (simpler) tried = simpler;
        else if (!hasFailedBehind(answer) || ++failed === tries) throw refusal('speech', answer);
      }
    },
  };
}

const hasFailedBehind = ({ error, isInAnswer }: OpenAiError): boolean =>
  isInAnswer && meaningOf(error) === 'unavailable';

/**
 * The recording is streamed on as it comes, with its length known beforehand: several compatible
 * servers refuse chunked uploads, and the SDK's own streaming upload sends no length.
 *
 * @throws ProviderError; an error of ours where the recording is not there any more
 */
async function send(
  endpoint: OpenAiEndpoint,
  recording: AudioRecording,
  fields: ReturnType<typeof speechFields>,
  milliseconds: number,
): Promise<OpenAiAnswer> {
  let gone: OwnError | undefined;
  const noteBroken = (error: unknown) => {
    if (error instanceof OwnError) gone = error;
  };
  try {
    return await callOpenAi('speech', endpoint, milliseconds, (client, signal) => {
      const form = multipartForm(recording, fields, noteBroken);
      return (
        client
          .post('/audio/transcriptions', { body: form.body, headers: form.headers, signal })
          // Refused before its end, the rest of the recording would stay open in the bucket.
          .finally(() => void form.body.return(undefined).catch(() => undefined))
      );
    });
  } catch (error) {
    throw gone ?? error;
  }
}

const from = (endpoint: OpenAiEndpoint) => ({
  model: endpoint.model,
  provider: providerOf(endpoint),
});

/** @throws ProviderError */
function heardSpeech(
  answer: string,
  recording: AudioRecording,
  endpoint: OpenAiEndpoint,
): HeardSpeech {
  const read = readTranscription(answer, recording.durationSeconds);
  if (read) return { ...read, ...from(endpoint) };
  throw new ProviderError('speech', 'unavailable', 'unreadable answer');
}

/** Some containers are longer than this before the first sound: a header is all there can be. */
const headerBytes = 2_048;

/** Nothing in it that could be heard, or a header without sound behind it, which decoders call broken. */
function saysNothingIsIn(error: ErrorAnswer, { sizeBytes }: AudioRecording): boolean {
  if (meaningOf(error) !== 'unreadable') return false;
  return saysNothingIsThere(error) || sizeBytes <= headerBytes;
}
