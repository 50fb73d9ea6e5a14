import { topicPath } from './catalog-walk.ts';
import type { Messages } from './messages.ts';
import { bar, hang, type Paint, plainText, type Style, wrap } from './text-layout.ts';
import type { Delivery, KeyPoint, Lecture } from './wire.ts';

const shortTranscriptCharacters = 300;
/** How the local stand-in for speech marks a transcript that nobody said. */
const sampleMark = /^\[(?:예시|Sample)\]/;

export type PageLayout = {
  readonly columns: number;
  readonly paint: Paint;
  readonly words: Messages;
  /** The whole transcript instead of its beginning. */
  readonly full: boolean;
};

const marks: Record<string, { mark: string; style: Style }> = {
  covered: { mark: '✓', style: 'green' },
  partial: { mark: '~', style: 'yellow' },
  missing: { mark: '✗', style: 'red' },
  wrong: { mark: '!', style: 'red' },
  transcription_error: { mark: '?', style: 'yellow' },
};

const scoreStyle = (score: number): Style => {
  if (score >= 80) return 'green';
  return score >= 50 ? 'yellow' : 'red';
};

const scoreLine = (score: number, { paint, words }: PageLayout): string => {
  const drawn = paint(scoreStyle(score), bar(score / 100, 30));
  return `${words.page.score}  ${paint('bold', `${score} / 100`)}  ${drawn}`;
};

const keyPointLines = (point: KeyPoint, { columns, paint, words }: PageLayout): string[] => {
  const { mark, style } = marks[point.label] ?? { mark: '-', style: 'cyan' as const };
  const label = words.keyPointLabel(plainText(point.label));
  const statement = hang(`  ${mark} `, `${plainText(point.statement)} [${label}]`, columns);
  const quote = plainText(point.quote ?? '').trim();
  const reason = plainText(point.reason ?? '').trim();
  return [
    ...statement.map((line) => paint(style, line)),
    ...(quote === '' ? [] : hang('      ', `“${quote}”`, columns)),
    // What was covered needs no reason beside the learner's own words.
    ...(reason === '' || (point.label === 'covered' && quote !== '')
      ? []
      : hang('      ', reason, columns).map((line) => paint('dim', line))),
  ];
};

const deliveryText = (delivery: Delivery, { words }: PageLayout): string => {
  const worded = (value: number | null | undefined, say: (value: number) => string) =>
    typeof value === 'number' ? [say(value)] : [];
  return [
    ...worded(delivery.durationSeconds, words.delivery.duration),
    ...worded(delivery.syllablesPerSecond, words.delivery.rate),
    ...worded(delivery.pauseCount, words.delivery.pauses),
    ...worded(delivery.longestPauseSeconds, words.delivery.longestPause),
    ...worded(delivery.fillerCount, words.delivery.fillers),
  ].join(' · ');
};

const transcriptText = (transcribed: string, { full, words }: PageLayout): string => {
  const text = plainText(transcribed).trim();
  const characters = Array.from(text);
  if (full || characters.length <= shortTranscriptCharacters) return text;
  const beginning = characters.slice(0, shortTranscriptCharacters).join('').trimEnd();
  return `${beginning}… ${words.page.more}`;
};

/**
 * The feedback laid out to read: a section for each part that the lecture carries.
 * @returns lines of at most `columns` columns, with a line feed after the last
 */
export const feedbackPage = (lecture: Lecture, layout: PageLayout): string => {
  const { columns, paint, words } = layout;
  const { keyPoints, corrections, delivery, nextSteps } = lecture.feedback ?? {};
  const lines: string[] = [];
  const section = (title: string, content: readonly string[]) => {
    if (content.length > 0) lines.push('', paint('bold', title), ...content);
  };
  const paragraph = (text: string | null | undefined): string[] => {
    const plain = plainText(text ?? '').trim();
    return plain === '' ? [] : hang('  ', plain, columns);
  };
  const bullet = (text: string) => hang('  - ', plainText(text), columns);

  const path = topicPath([lecture.majorName, lecture.subjectName, lecture.topicName]);
  lines.push(...wrap(path || words.page.title, columns).map((line) => paint('cyan', line)));
  const isSample = sampleMark.test(lecture.transcribed ?? '');
  if (isSample) {
    lines.push(...wrap(words.page.sample, columns).map((line) => paint('yellow', line)));
  }
  const hasScore = typeof lecture.score === 'number' && !(isSample && lecture.score === 0);
  if (hasScore) lines.push(scoreLine(lecture.score ?? 0, layout));

  section(words.page.strength, paragraph(isSample ? '' : lecture.strength));
  section(words.page.weakness, paragraph(isSample ? '' : lecture.weakness));
  if (keyPoints) {
    const covered = keyPoints.filter(({ label }) => label === 'covered').length;
    section(
      `${words.page.keyPoints} ${covered} / ${keyPoints.length}`,
      keyPoints.flatMap((point) => keyPointLines(point, layout)),
    );
  }
  section(
    words.page.corrections,
    (corrections ?? []).flatMap(({ said, right }) => [
      ...hang(`  ${words.page.said}: `, plainText(said), columns),
      ...hang(`  ${words.page.right}: `, plainText(right), columns).map((line) =>
        paint('green', line),
      ),
    ]),
  );
  if (delivery) {
    const figures = deliveryText(delivery, layout);
    section(words.page.delivery, [
      ...paragraph(figures),
      ...(delivery.strengths ?? []).flatMap(bullet),
    ]);
  }
  section(words.page.nextSteps, (nextSteps ?? []).flatMap(bullet));
  if (lecture.transcribed) {
    section(words.page.transcript, paragraph(transcriptText(lecture.transcribed, layout)));
  }
  return `${lines.join('\n')}\n`;
};
