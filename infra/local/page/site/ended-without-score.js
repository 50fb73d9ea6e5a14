import { element } from './element.js';
import { texts } from './language.js';
import { momentText } from './numbers.js';

/**
 * What to say of a lecture that ended without a score, kindly and with what helps.
 * @param {import('./wire.js').Lecture} lecture
 */
export function endedText({ status, failureReason, nextAllowanceAt }) {
  const text = texts();
  if (status === 'STT_EMPTY') return { title: text.silentTitle, lines: [text.silentText] };
  const known = Object.entries(text.failureReasons).find(([name]) => name === failureReason)?.[1];
  return {
    title: failureReason === 'QUOTA_EXCEEDED' ? text.quotaTitle : text.failedTitle,
    lines: [
      known ?? text.failedText,
      ...(nextAllowanceAt ? [text.nextAllowance(momentText(nextAllowanceAt))] : []),
    ],
  };
}

const uselessRecordings = [
  'RECORDING_EMPTY',
  'RECORDING_TOO_LARGE',
  'RECORDING_NOT_AUDIO',
  'RECORDING_FORMAT_UNSUPPORTED',
  'RECORDING_TOO_LONG',
];

/**
 * Whether the recording or text may still earn a score, be it another day.
 * @param {import('./wire.js').Lecture} lecture
 */
export const isWorthKeeping = ({ status, failureReason }) =>
  status === 'FAILURE' && !uselessRecordings.includes(failureReason ?? '');

/**
 * Whether it may do so right now.
 * @param {import('./wire.js').Lecture} lecture
 */
export const isWorthSendingAgain = (lecture) =>
  isWorthKeeping(lecture) && lecture.failureReason !== 'QUOTA_EXCEEDED';

/** @param {import('./wire.js').Lecture} lecture */
export function endedCard(lecture) {
  const { title, lines } = endedText(lecture);
  const code = lecture.status === 'STT_EMPTY' ? lecture.status : lecture.failureReason;
  return element(
    'section',
    { class: 'card ended' },
    element('h2', {}, title),
    ...lines.map((line) => element('p', {}, line)),
    code !== undefined && element('p', { class: 'code' }, texts().failureCode(code)),
  );
}
