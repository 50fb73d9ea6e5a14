import type { FailureReason } from '../contracts/lecture.ts';
import { sampleMark } from '../contracts/sample.ts';
import type { Delivery, Lecture } from './answers.ts';
import type { Language, Messages } from './messages.ts';
import { english } from './messages-en.ts';
import { korean } from './messages-ko.ts';
import type { Trouble } from './trouble.ts';

export const messagesIn = (language: Language): Messages => (language === 'ko' ? korean : english);

/** The text of a value; undefined for a value of a newer service, which has none here. */
export const known = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;

export const stageText = (stage: string | undefined, { stages, stageUnknown }: Messages): string =>
  known(stages, stage ?? '') ?? stageUnknown;

export const labelText = (label: string, { keyPointLabels }: Messages): string =>
  known(keyPointLabels, label) ?? label;

/** What has decided the label of a key point. */
export const reviserText = (by: string, { revisedBy }: Messages): string =>
  known(revisedBy, by) ?? by;

export const statusText = (status: string, { statuses }: Messages): string =>
  known(statuses, status) ?? status;

/** A moment in the reader's own time zone. Text that is no moment is returned unchanged. */
export const momentText = (moment: string, language: Language): string => {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
};

/** What to say about a lecture that ended without a score, kindly and with what helps. */
export const endedText = (
  {
    status,
    failureReason,
    nextAllowanceAt,
  }: Pick<Lecture, 'status' | 'failureReason' | 'nextAllowanceAt'>,
  messages: Messages,
  language: Language,
): { readonly title: string; readonly lines: readonly string[]; readonly code: string } => {
  if (status === 'STT_EMPTY') {
    return { title: messages.silentTitle, lines: [messages.silentText], code: status };
  }
  const { failureReasons } = messages;
  return {
    title: failureReason === 'QUOTA_EXCEEDED' ? messages.quotaTitle : messages.failedTitle,
    lines: [
      known(failureReasons, failureReason ?? '') ?? failureReasons.UNKNOWN,
      ...(nextAllowanceAt ? [messages.nextAllowance(momentText(nextAllowanceAt, language))] : []),
    ],
    code: failureReason ?? status,
  };
};

const uselessRecordings: readonly string[] = [
  'RECORDING_EMPTY',
  'RECORDING_TOO_LARGE',
  'RECORDING_NOT_AUDIO',
  'RECORDING_FORMAT_UNSUPPORTED',
  'RECORDING_TOO_LONG',
] satisfies FailureReason[];

/** Whether the recording or text may still earn a score, perhaps on another day. */
export const isWorthKeeping = ({ status, failureReason }: Lecture): boolean =>
  status === 'FAILURE' && !uselessRecordings.includes(failureReason ?? '');

/** Whether the recording or text may earn a score right now. */
export const isWorthSendingAgain = (lecture: Lecture): boolean =>
  isWorthKeeping(lecture) && lecture.failureReason !== 'QUOTA_EXCEEDED';

/** Whether a lecture's result is only a sample, because nothing is recognised without a key. */
export const isSample = ({ kind, transcribed }: Lecture): boolean =>
  kind !== 'text' && sampleMark.test(transcribed ?? '');

/** The figures of the delivery, as pairs of a name and a figure. Unknown figures are left out. */
export const deliveryFigures = (
  delivery: Delivery,
  messages: Messages,
): readonly (readonly [name: string, figure: string])[] => {
  const { durationSeconds, syllablesPerSecond, pauseCount, longestPauseSeconds, fillerCount } =
    delivery;
  const figure = (
    name: string,
    value: number | undefined,
    say: (value: number) => string,
  ): (readonly [string, string])[] => (value === undefined ? [] : [[name, say(value)]]);
  return [
    ...figure(messages.duration, durationSeconds, messages.durationText),
    ...figure(messages.rate, syllablesPerSecond, messages.rateText),
    ...figure(messages.pauses, pauseCount, messages.timesText),
    ...(pauseCount === 0
      ? []
      : figure(messages.longestPause, longestPauseSeconds, messages.pauseText)),
    ...figure(messages.fillers, fillerCount, messages.timesText),
  ];
};

/** Why something did not work and what helps, in a sentence or two. */
export const troubleText = (trouble: Trouble, messages: Messages): string => {
  if (trouble.kind !== 'problem') return messages.troubles[trouble.kind];
  const { line, status, code = '', title, detail, fields } = trouble;
  const said = known(messages.problemsOf[line] ?? {}, code) ?? known(messages.problems, code);
  if (said === undefined) {
    return messages.problemUnknown([detail ?? title, `(HTTP ${status})`].filter(Boolean).join(' '));
  }
  if (code !== 'INVALID_REQUEST' || fields.length === 0) return said;
  // The fields are named for developers, because no form of ours would send such a request.
  return `${said} (${fields.map(({ field, message }) => `${field}: ${message}`).join(' · ')})`;
};

/** `4.2 MiB`, `830 KiB`, `12 B`. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  const kibibytes = bytes / 1024;
  if (kibibytes < 1024) {
    return `${kibibytes < 10 ? kibibytes.toFixed(1) : Math.round(kibibytes)} KiB`;
  }
  return `${(kibibytes / 1024).toFixed(1)} MiB`;
};
