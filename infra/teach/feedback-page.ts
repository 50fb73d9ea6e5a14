import type { KeyPoint, Lecture } from '../../shared/client/answers.ts';
import { placeOf, pointsCovered } from '../../shared/client/loop-wording.ts';
import { deliveryFigures, isSample, labelText } from '../../shared/client/wording.ts';
import { topicPath } from './catalog-walk.ts';
import type { Words } from './messages.ts';
import { bar, hang, type Paint, plainText, type Style, wrap } from './text-layout.ts';

const shortTranscriptCharacters = 300;

export type PageLayout = {
  readonly columns: number;
  readonly paint: Paint;
  readonly words: Words;
  /** Whether the whole transcript is shown, and not only its beginning. */
  readonly full: boolean;
};

const marks: Record<string, { mark: string; style: Style }> = {
  covered: { mark: '✓', style: 'green' },
  partial: { mark: '~', style: 'yellow' },
  missing: { mark: '✗', style: 'red' },
  wrong: { mark: '!', style: 'red' },
  transcription_error: { mark: '?', style: 'yellow' },
};

/** How a label is drawn; a label of a newer service is drawn plainly. */
export const labelStyle = (label: string): { mark: string; style: Style } =>
  marks[label] ?? { mark: '-', style: 'cyan' };

const scoreStyle = (score: number): Style => {
  if (score >= 80) return 'green';
  return score >= 50 ? 'yellow' : 'red';
};

const scoreLine = (score: number, { paint, words }: PageLayout): string => {
  const drawn = paint(scoreStyle(score), bar(score / 100, 30));
  return `${words.shared.score}  ${paint('bold', `${score} / 100`)}  ${drawn}`;
};

const keyPointLines = (point: KeyPoint, { columns, paint, words }: PageLayout): string[] => {
  const { mark, style } = labelStyle(point.label);
  const label = labelText(plainText(point.label), words.shared);
  const statement = hang(`  ${mark} `, `${plainText(point.statement)} [${label}]`, columns);
  const quote = plainText(point.quote ?? '').trim();
  const reason = plainText(point.reason ?? '').trim();
  return [
    ...statement.map((line) => paint(style, line)),
    ...(quote === '' ? [] : hang('      ', `“${quote}”`, columns)),
    // A covered point needs no reason beside the learner's own words.
    ...(reason === '' || (point.label === 'covered' && quote !== '')
      ? []
      : hang('      ', reason, columns).map((line) => paint('dim', line))),
  ];
};

const transcriptText = (transcribed: string, { full, words }: PageLayout): string => {
  const text = plainText(transcribed).trim();
  const characters = Array.from(text);
  if (full || characters.length <= shortTranscriptCharacters) return text;
  const beginning = characters.slice(0, shortTranscriptCharacters).join('').trimEnd();
  return `${beginning}… ${words.more}`;
};

/**
 * The feedback as a page, with a section for each part that the lecture has.
 * @returns lines of at most `columns` columns, with a line feed after the last
 */
export const feedbackPage = (lecture: Lecture, layout: PageLayout): string => {
  const { columns, paint, words } = layout;
  const { shared } = words;
  const { keyPoints = [], corrections = [], delivery, nextSteps = [] } = lecture.feedback ?? {};
  const lines: string[] = [];
  const section = (title: string, content: readonly string[]) => {
    if (content.length > 0) lines.push('', paint('bold', title), ...content);
  };
  const paragraph = (text: string | undefined): string[] => {
    const plain = plainText(text ?? '').trim();
    return plain === '' ? [] : hang('  ', plain, columns);
  };
  const bullet = (text: string) => hang('  - ', plainText(text), columns);

  const path = topicPath([...placeOf(lecture, words.loop), lecture.topicName]);
  lines.push(...wrap(path || shared.feedbackTitle, columns).map((line) => paint('cyan', line)));
  const { score, strength, weakness, transcribed } = lecture;
  const sample = isSample(lecture);
  if (sample) {
    const said = `${shared.sampleTitle}. ${shared.sampleWhy} ${words.sampleRemedy}`;
    lines.push(...wrap(said, columns).map((line) => paint('yellow', line)));
  }
  if (score !== undefined && !(sample && score === 0)) lines.push(scoreLine(score, layout));

  section(shared.strength, paragraph(sample ? '' : strength));
  section(shared.weakness, paragraph(sample ? '' : weakness));
  const { covered, all } = pointsCovered(lecture);
  section(
    `${shared.keyPoints} ${covered} / ${all}`,
    (lecture.revised?.keyPoints ?? keyPoints).flatMap((point) => keyPointLines(point, layout)),
  );
  section(
    shared.corrections,
    corrections.flatMap(({ said, right }) => [
      ...hang(`  ${shared.said}: `, plainText(said), columns),
      ...hang(`  ${shared.right}: `, plainText(right), columns).map((line) => paint('green', line)),
    ]),
  );
  if (delivery) {
    const figures = deliveryFigures(delivery, shared).map((pair) => pair.join(' '));
    section(shared.delivery, [
      ...paragraph(figures.join(' · ')),
      ...delivery.strengths.flatMap(bullet),
    ]);
  }
  section(shared.nextSteps, nextSteps.flatMap(bullet));
  if (transcribed) section(shared.transcript, paragraph(transcriptText(transcribed, layout)));
  return `${lines.join('\n')}\n`;
};
