import { parsedJson } from '../contracts/parsed-json.ts';
import { amountOf, fieldsOf, isThere, itemsOf, numberOf, textOf } from '../loose-json.ts';
import type { HeardSpeech, SpeechSegment } from '../speech/speech-to-text.ts';

/** What an answer said, without who answered. */
export type ReadTranscription = Omit<HeardSpeech, 'model' | 'provider'>;

/**
 * Reads a transcription from the answer of any server. Only a text is needed; anything else that is absent,
 * null or odd is left out. It is undefined where there is no text.
 *
 * @param recordingSeconds tells the unit of timings where the answer does not
 */
export function readTranscription(
  body: string,
  recordingSeconds?: number,
): ReadTranscription | undefined {
  const json = parsedJson(body);
  if (json === undefined) return plainText(body);
  if (typeof json === 'string') return { text: json.trim() };
  const answer = fieldsOf(Array.isArray(json) ? json[0] : json);
  if (!answer) return undefined;
  return (
    readObject(answer, recordingSeconds) ??
    readWrapped(answer, recordingSeconds) ??
    readNothing(answer, recordingSeconds)
  );
}

/** Where nothing was said, mlx-audio answers with the text null. */
function readNothing(
  answer: Readonly<Record<string, unknown>>,
  recordingSeconds: number | undefined,
): ReadTranscription | undefined {
  return answer['text'] === null
    ? readObject({ ...answer, text: '' }, recordingSeconds)
    : undefined;
}

/** Gateways put the answer into a field of their own, beside notes on how it went. */
function readWrapped(
  answer: Readonly<Record<string, unknown>>,
  recordingSeconds: number | undefined,
): ReadTranscription | undefined {
  return Object.values(answer)
    .map((inner) => fieldsOf(Array.isArray(inner) ? inner[0] : inner))
    .filter(isThere)
    .filter((inner) => typeof inner['text'] === 'string' || inner['text'] === null)
    .map((inner) => readObject(inner, recordingSeconds) ?? readNothing(inner, recordingSeconds))
    .find(isThere);
}

/**
 * A body that begins like a page or like JSON is one that was cut off. A talk may begin with "[음악]" or a
 * quote.
 */
function plainText(body: string): ReadTranscription | undefined {
  const text = body.trim();
  return text === '' || /^(<[a-z!?/]|\{|\[\s*["{[])|^"[^"]*$/i.test(text) ? undefined : { text };
}

function readObject(
  answer: Readonly<Record<string, unknown>>,
  recordingSeconds: number | undefined,
): ReadTranscription | undefined {
  const parts = itemsOf(answer['segments']).map(fieldsOf).filter(isThere);
  const said = answer['text'];
  const text =
    typeof said === 'string' ? said : parts.map((part) => textOf(part['text']) ?? '').join(' ');
  if (typeof said !== 'string' && text.trim() === '') return undefined;
  const given = amountOf(answer['duration']);
  const knownSeconds = recordingSeconds ?? given;
  const seconds = given && given / unitsPerSecond(given, recordingSeconds);
  return {
    text: text.trim(),
    language: languageOf(answer),
    durationSeconds: seconds || undefined,
    billedSeconds: amountOf(fieldsOf(answer['usage'])?.['seconds']),
    segments: segmentsOf(parts, knownSeconds === given ? seconds : knownSeconds),
  };
}

/** Whisper names one language; gpt-transcribe lists the codes of those it found. */
function languageOf(answer: Readonly<Record<string, unknown>>): string | undefined {
  const first = itemsOf(answer['languages'])[0];
  return textOf(answer['language']) ?? textOf(first) ?? textOf(fieldsOf(first)?.['code']);
}

/** The segments; undefined where none says when it began, because such a list shows no pauses. */
function segmentsOf(
  parts: readonly Readonly<Record<string, unknown>>[],
  knownSeconds: number | undefined,
): readonly SpeechSegment[] | undefined {
  const timed = parts.filter((part) => amountOf(part['start']) !== undefined);
  if (timed.length === 0) return undefined;
  const latest = timed.reduce(
    (most, part) => Math.max(most, amountOf(part['end']) ?? amountOf(part['start']) ?? 0),
    0,
  );
  const units = unitsPerSecond(latest, knownSeconds);
  const starts = timed.map((part) => (amountOf(part['start']) ?? 0) / units);
  return timed.map((part, index) => {
    const startSeconds = starts[index] ?? 0;
    const end = amountOf(part['end']);
    const endSeconds =
      end === undefined ? (starts[index + 1] ?? knownSeconds ?? startSeconds) : end / units;
    return {
      startSeconds,
      endSeconds: Math.max(startSeconds, endSeconds),
      text: textOf(part['text']) ?? '',
      noSpeechProbability: amountOf(part['no_speech_prob']),
      averageLogProbability: numberOf(part['avg_logprob']),
      compressionRatio: amountOf(part['compression_ratio']),
    };
  });
}

/** No recording has more than a day of sound, so a larger figure counts something smaller than seconds. */
const longestSeconds = 86_400;

/**
 * LocalAI counts nanoseconds, others milliseconds. The unit that comes nearest to the known length is
 * meant.
 */
function unitsPerSecond(time: number, knownSeconds: number | undefined): number {
  if (!knownSeconds) return time <= longestSeconds ? 1 : 1e9;
  return [1, 1e3, 1e6].find((units) => time / units <= knownSeconds * 2 + 30) ?? 1e9;
}
