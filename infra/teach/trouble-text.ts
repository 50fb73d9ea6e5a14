import type { Lecture, OwnTopic } from '../../shared/client/answers.ts';
import { topicFailureText, topicStatusText } from '../../shared/client/loop-wording.ts';
import type { ProblemTrouble, Trouble as SharedTrouble } from '../../shared/client/trouble.ts';
import { endedText, troubleText } from '../../shared/client/wording.ts';
import { textOf, type Words } from './messages.ts';
import type { Trouble } from './trouble.ts';

/** Facts that an operator will ask for, the same in every language. */
const problemFacts = ({ title, detail, fields, status, code, requestId }: ProblemTrouble) => {
  const facts = [`HTTP ${status}`, code && `code ${code}`, requestId && `requestId ${requestId}`];
  const told = [title, ...(detail === title ? [] : [detail])].filter(Boolean).join(': ');
  return [
    ...(told === '' ? [] : [told]),
    ...fields
      .filter(({ message }) => message !== detail)
      .map(({ field, message }) => `${field}: ${message}`),
    facts.filter(Boolean).join(' · '),
  ];
};

const problemRemedy = ({ status, line }: ProblemTrouble, { remedies }: Words): string[] => {
  if (status !== 404) return [];
  if (line === 'POST /api/v1/lecture') return [remedies.topic];
  return line === 'GET /api/v1/lecture/{id}' ? [remedies.lecture] : [];
};

/** The lines below the sentence that both clients use. */
const below = (trouble: SharedTrouble, words: Words): readonly string[] => {
  switch (trouble.kind) {
    case 'unreachable':
    case 'not-the-contract':
      return [`${trouble.url} (${trouble.reason})`, words.remedies[trouble.kind]];
    case 'no-answer':
      return [`${trouble.url} (${words.seconds(trouble.timeoutSeconds)})`];
    case 'problem':
      return [...problemFacts(trouble), ...problemRemedy(trouble, words)];
    case 'upload-refused':
      return [
        [`HTTP ${trouble.status}`, trouble.code].filter(Boolean).join(' · '),
        ...(trouble.message === undefined ? [] : [trouble.message]),
      ];
    case 'upload-broken':
      return [trouble.reason];
    case 'waited-too-long':
      return [words.seconds(trouble.waitSeconds)];
  }
};

const lectureEnded = (lecture: Lecture, { shared, language }: Words): readonly string[] => {
  const { title, lines, code } = endedText(lecture, shared, language);
  return [`${title} (${code})`, ...lines];
};

const topicFailed = (topic: OwnTopic, words: Words): readonly string[] => {
  const { shared, loop, language } = words;
  const { status, failureReason = status } = topic;
  return [
    `${topicStatusText(status, loop)} (${failureReason})`,
    ...topicFailureText(topic, { ...shared, ...loop }, language),
  ];
};

/** Paragraphs on what ended the command and what can be done about it. */
export const troubleParagraphs = (trouble: Trouble, words: Words): readonly string[] => {
  switch (trouble.kind) {
    case 'lecture-ended':
      return lectureEnded(trouble.lecture, words);
    case 'topic-failed':
      return topicFailed(trouble.topic, words);
    case 'unreachable':
    case 'no-answer':
    case 'not-the-contract':
    case 'problem':
    case 'upload-refused':
    case 'upload-broken':
    case 'waited-too-long':
      return [troubleText(trouble, words.shared), ...below(trouble, words)];
    case 'usage':
      return [textOf(words.usage, trouble.problem), words.moreUsage];
    default:
      return textOf(words.ownTrouble, trouble);
  }
};
