import { deflateSync } from 'node:zlib';
import { ApiError, badParameter } from './api-error.ts';
import type { MultipartForm, UploadedFile } from './multipart.ts';
import { type Recording, readRecording } from './recording.ts';
import { sampleTalk } from './sample-talk.ts';
import { languageOf, sentencesOf } from './sentences.ts';
import { speechModel } from './speech-models.ts';

/** OpenAI's limit on a recording. */
export const MAXIMUM_RECORDING_BYTES = 25 * 1024 * 1024;

/** A recording with this tag is answered as Whisper answers silence: with an invented sentence. */
const silenceTag = '[silence]';
const inventedOnSilence = '시청해주셔서 감사합니다.';

const spokenLanguages = {
  ko: { code: 'ko', name: 'korean' },
  en: { code: 'en', name: 'english' },
} as const;
const hungarian = { code: 'hu', name: 'hungarian' } as const;
/** What a small model heard in Korean when the language was not set. */
const heardAsHungarian = 'A hás tébülön ki hasu hamszuro pejol indekszuro pákkuo csodzsán hamnidá.';

const responseFormats = ['json', 'text', 'srt', 'verbose_json', 'vtt'] as const;
type ResponseFormat = (typeof responseFormats)[number];

export interface TranscriptionRequest {
  readonly model: string;
  readonly responseFormat: ResponseFormat;
  readonly file: UploadedFile & { readonly fileName: string };
  /** The language codes of the request; a single one sets the language. */
  readonly languages: readonly string[];
  /** The names of the request's fields with hints. */
  readonly hints: readonly string[];
  /** The words in those hints. */
  readonly terms: readonly string[];
}

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isSilence: boolean;
}

/** @throws ApiError 400 naming the parameter that OpenAI would refuse. */
export function checkTranscription(form: MultipartForm): TranscriptionRequest {
  const field = (name: string): string | undefined => form.fields.get(name)?.at(-1);
  const file = form.files.get('file');
  if (file === undefined) throw badParameter('file', "Missing required parameter: 'file'.");
  const { fileName } = file;
  if (fileName === undefined || fileName === '') {
    throw badParameter('file', "Invalid parameter: 'file' must have a file name.");
  }
  const model = field('model');
  if (model === undefined || model === '') {
    throw new ApiError(400, 'you must provide a model parameter');
  }
  const format = field('response_format') ?? 'json';
  const responseFormat = responseFormats.find((known) => known === format);
  if (responseFormat === undefined) {
    const supported = responseFormats.map((name) => `'${name}'`).join(', ');
    throw badParameter(
      'response_format',
      `Invalid value: '${format}'. Supported values are: ${supported}.`,
      'invalid_value',
    );
  }
  const known = speechModel(model);
  if (known && !known.formats.includes(responseFormat)) {
    throw badParameter(
      'response_format',
      `response_format '${format}' is not compatible with model '${model}'. Use 'json' or 'text' instead.`,
      'unsupported_value',
    );
  }
  const keywords = form.fields.get('keywords[]') ?? [];
  const languages = form.fields.get('languages[]') ?? [];
  for (const [param, values] of Object.entries({ keywords, languages })) {
    if (values.length > 0 && known?.takesLists === false) {
      throw badParameter(param, `Unknown parameter: '${param}'.`, 'unknown_parameter');
    }
  }
  if (keywords.some((keyword) => keyword === '' || /[<>\r\n]/.test(keyword))) {
    throw badParameter('keywords', "Invalid 'keywords': no '<', '>' or line breaks.");
  }
  const language = field('language');
  const codes = language === undefined ? languages : [language, ...languages];
  if (codes.some((code) => !/^[a-z]{2,3}$/.test(code))) {
    throw badParameter(
      'language',
      'Language parameter must be specified in ISO-639-1 or ISO-639-3 format.',
      'invalid_language_format',
    );
  }
  const temperature = Number(field('temperature') ?? '0');
  if (!(temperature >= 0 && temperature <= 1)) {
    throw badParameter('temperature', 'Invalid temperature: must be between 0 and 1.');
  }
  const granularities = form.fields.get('timestamp_granularities[]') ?? [];
  for (const granularity of granularities) {
    if (granularity !== 'segment' && granularity !== 'word') {
      throw badParameter('timestamp_granularities', `Invalid value: '${granularity}'.`);
    }
  }
  if (granularities.length > 0 && responseFormat !== 'verbose_json') {
    throw badParameter(
      'timestamp_granularities',
      "timestamp_granularities requires response_format to be 'verbose_json'.",
    );
  }
  return {
    model,
    responseFormat,
    file: { ...file, fileName },
    languages: codes,
    hints: ['prompt', 'language', 'keywords[]', 'languages[]'].filter((name) =>
      form.fields.has(name),
    ),
    terms: [...keywords, ...(field('prompt') ?? '').split(',')]
      .map((term) => term.trim())
      .filter((term) => term !== ''),
  };
}

/**
 * Derives the transcript from the recording alone.
 * @param isMisheard takes speech for another language until its own is set
 * @throws ApiError 400 for a file that is not what its name says.
 */
export async function transcribe(
  request: TranscriptionRequest,
  isMisheard = false,
): Promise<{ contentType: string; body: string }> {
  const recording = await readRecording(request.file.fileName, request.file.bytes);
  const isStrange = isMisheard && request.languages.length !== 1;
  const segments = isStrange
    ? spread([heardAsHungarian], recording.durationSeconds)
    : segmentsOf(recording, request.terms);
  const language = isStrange ? hungarian : spokenLanguages[languageOf(textOf(segments))];
  const text = textOf(segments);
  const seconds = recording.durationSeconds ?? segments.at(-1)?.end ?? 0;
  const usage = { type: 'duration', seconds: Math.ceil(seconds) };
  const json = (value: unknown) => ({
    contentType: 'application/json',
    body: JSON.stringify(value),
  });
  switch (request.responseFormat) {
    case 'json':
      return speechModel(request.model)?.takesLists
        ? json({ text, languages: [{ code: language.code }], usage })
        : json({ text, usage });
    case 'verbose_json':
      return json({
        task: 'transcribe',
        language: language.name,
        duration: seconds,
        text,
        segments: segments.map(verboseSegment),
        usage,
      });
    case 'text':
      return { contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
    case 'srt':
      return { contentType: 'text/plain; charset=utf-8', body: subtitles(segments, ',') };
    case 'vtt':
      return {
        contentType: 'text/plain; charset=utf-8',
        body: `WEBVTT\n\n${subtitles(segments, '.')}`,
      };
  }
}

const textOf = (segments: readonly Segment[]): string =>
  segments.map((segment) => segment.text).join(' ');

function segmentsOf(recording: Recording, terms: readonly string[]): Segment[] {
  const { taggedText, durationSeconds } = recording;
  if (taggedText === silenceTag) {
    return [{ start: 0, end: durationSeconds ?? 1, text: inventedOnSilence, isSilence: true }];
  }
  return spread(sentencesOf(taggedText ?? sampleTalk(recording, terms)), durationSeconds);
}

/** Spreads sentences over the duration in proportion to their length, with small pauses between. */
function spread(sentences: readonly string[], durationSeconds: number | undefined): Segment[] {
  const characters = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  // Where the recording does not tell its length, the talk has five characters a second.
  const total = durationSeconds ?? characters / 5;
  const pauseCount = sentences.length - 1;
  const pause = pauseCount === 0 ? 0 : Math.min(0.4, (total * 0.1) / pauseCount);
  const perCharacter = (total - pause * pauseCount) / Math.max(1, characters);
  let at = 0;
  return sentences.map((text) => {
    const start = at;
    const end = start + text.length * perCharacter;
    at = end + pause;
    return { start: rounded(start), end: rounded(end), text, isSilence: false };
  });
}

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;

function verboseSegment(segment: Segment, id: number) {
  const { start, end, text, isSilence } = segment;
  return {
    id,
    // Whisper listens in windows of 30 s, counted in frames of 10 ms.
    seek: Math.floor(start / 30) * 3000,
    start,
    end,
    text: ` ${text}`,
    tokens: [],
    temperature: 0,
    avg_logprob: isSilence ? -1.6 : -0.24,
    compression_ratio: compressionRatio(text),
    no_speech_prob: isSilence ? 0.95 : 0.02,
  };
}

/** The compression ratio as openai/whisper computes it: a text that repeats itself has a high one. */
function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length / deflateSync(bytes).length;
}

function subtitles(segments: readonly Segment[], decimalMark: string): string {
  const time = (seconds: number) =>
    new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23).replace('.', decimalMark);
  return segments
    .map(({ start, end, text }, index) => {
      const number = decimalMark === ',' ? `${index + 1}\n` : '';
      return `${number}${time(start)} --> ${time(end)}\n${text}\n\n`;
    })
    .join('');
}
