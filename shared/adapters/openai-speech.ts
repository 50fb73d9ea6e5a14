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

/** If an answer failed although the gateway is well, the call is made once more. */
const tries = 2;

/**
 * OpenAI's transcription API, or any server that speaks it. It sends every field that the model can use, and
 * asks in the next simpler way if the server does not know a field; the way that worked is remembered for
 * the endpoint.
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
          // Only now: a recording that is refused in every way says nothing about the server.
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
 * Streams the recording with its length given beforehand, because several compatible servers refuse chunked
 * uploads, and the SDK's own streaming upload sends no length.
 *
 * @throws ProviderError; an error of ours where the recording is no longer there
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
          // If the server refuses the upload before its end, the read from the bucket has to be closed.
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

/** A recording of this size can have no more than a header, because some containers have longer headers. */
const headerBytes = 2_048;

/** Whether the recording has nothing to be heard: no sound, or a header alone, which decoders call broken. */
function saysNothingIsIn(error: ErrorAnswer, { sizeBytes }: AudioRecording): boolean {
  if (meaningOf(error) !== 'unreadable') return false;
  return saysNothingIsThere(error) || sizeBytes <= headerBytes;
}
