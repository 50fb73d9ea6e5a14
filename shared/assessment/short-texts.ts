import type { AnswerLanguage } from './answer-language.ts';
import { fittedMaximumCharacters, fittedText, sentencesThatFit } from './fitted-text.ts';
import type { JudgedKeyPoint } from './scoring.ts';

/** The parts that the two short texts are made from. */
export interface ShortTextParts {
  readonly topicName: string;
  readonly isOnTopic: boolean;
  readonly keyPoints: readonly Pick<JudgedKeyPoint, 'statement' | 'weight' | 'label'>[];
  readonly corrections: readonly { readonly said: string; readonly right: string }[];
  /** Whole sentences in the learner's language, the most telling first. */
  readonly strengths: readonly string[];
  readonly nextSteps: readonly string[];
  readonly language: AnswerLanguage;
}

/** Only the beginning of a longer quote is shown, so that the correction fits beside it. */
const saidMaximumCharacters = 50;

/** Longer statements are cut, so that the words about them still fit after them. */
const statementMaximumCharacters = 110;

const phrases = {
  ko: {
    covered: (statement: string) => `${pointOf(statement)} 점을 잘 설명했어요.`,
    partlyCovered: (statement: string) => `${pointOf(statement)} 점을 반쯤 설명했어요.`,
    countCovered: (count: number, of: number) => `핵심 ${of}개 가운데 ${count}개를 짚었어요.`,
    corrected: (said: string, right: string) => `“${said}”라고 했지만, ${right}`,
    wrong: (said: string) => `“${said}”라는 말은 바로잡아야 해요.`,
    missing: (statement: string) => `${pointOf(statement)} 점이 빠졌어요.`,
    deepen: (statement: string) => `${pointOf(statement)} 점을 조금 더 설명해 보세요.`,
    countOthers: (count: number) => `더 채울 핵심이 ${count}개 더 있어요.`,
    offTopic: (topic: string) =>
      `‘${topic}’에 대한 설명을 찾지 못해 0점이에요. 이 주제를 중심으로 다시 설명해 보세요.`,
    noStrength: '주제의 핵심을 짚은 부분을 아직 찾지 못했어요.',
    noWeakness: '핵심을 모두 짚었어요. 빠진 점을 찾지 못했어요.',
  },
  en: {
    covered: (statement: string) => `You explained this well: ${statement}`,
    partlyCovered: (statement: string) => `You explained this in part: ${statement}`,
    countCovered: (count: number, of: number) => `You covered ${count} of ${of} key points.`,
    corrected: (said: string, right: string) => `You said “${said}”. In fact: ${right}`,
    wrong: (said: string) => `You said “${said}”, which is not right.`,
    missing: (statement: string) => `This is missing: ${statement}`,
    deepen: (statement: string) => `Say more about this: ${statement}`,
    countOthers: (count: number) =>
      count === 1 ? 'One more key point needs work.' : `${count} more key points need work.`,
    offTopic: (topic: string) =>
      `Nothing about “${topic}” was found, so the score is 0. Try again and keep to the topic.`,
    noStrength: 'Nothing that covers one of the topic’s key points was found yet.',
    noWeakness: 'You covered every key point. Nothing is missing.',
  },
} as const;

/** Names the best point, in one line that fits the published app's box. `feedback` has the whole. */
export function strengthText(parts: ShortTextParts): string {
  const words = phrases[parts.language];
  if (!parts.isOnTopic) return words.noStrength;
  const covered = [...withLabel(parts, 'covered'), ...withLabel(parts, 'transcription_error')];
  const [best] = covered;
  const [half] = withLabel(parts, 'partial');
  const count = covered.length;
  return (
    sentencesThatFit([
      ...(best ? [words.covered(best)] : half ? [words.partlyCovered(half)] : []),
      ...(count > 1 ? [words.countCovered(count, parts.keyPoints.length)] : []),
      ...parts.strengths.slice(0, 1),
    ]) || words.noStrength
  );
}

/**
 * Names the worst gap, likewise: what was said wrongly, otherwise what is missing, otherwise what is
 * only half there.
 */
export function weaknessText(parts: ShortTextParts): string {
  const words = phrases[parts.language];
  if (!parts.isOnTopic) return sentencesThatFit([words.offTopic(fittedText(parts.topicName, 60))]);
  const [corrected] = parts.corrections;
  const missing = withLabel(parts, 'missing');
  const half = withLabel(parts, 'partial');
  const [worst] = [
    ...(corrected ? [correctionText(words, corrected)] : []),
    ...missing.map(words.missing),
    ...half.map(words.deepen),
  ];
  if (worst === undefined) return words.noWeakness;
  const others = parts.corrections.length + missing.length + half.length - 1;
  return sentencesThatFit([
    worst,
    ...(others > 0 ? [words.countOthers(others)] : []),
    ...parts.nextSteps.slice(0, 1),
  ]);
}

/** Shows at least the beginning of what was said, and as much of what is right as fits. */
function correctionText(
  words: (typeof phrases)[AnswerLanguage],
  { said, right }: ShortTextParts['corrections'][number],
): string {
  const begun = fittedText(said, saidMaximumCharacters);
  const room = fittedMaximumCharacters - words.corrected(begun, '').length;
  return right.trim() ? words.corrected(begun, fittedText(right, room)) : words.wrong(begun);
}

/** The statements with this label, the heaviest first. */
function withLabel({ keyPoints }: ShortTextParts, label: JudgedKeyPoint['label']): string[] {
  return keyPoints
    .filter((keyPoint) => keyPoint.label === label)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ statement }) => fittedText(statement, statementMaximumCharacters));
}

/** Turns a statement into a clause that can stand before 점: `…한다.` becomes `…한다는`. */
function pointOf(statement: string): string {
  const bare = statement.trim().replace(/[.!?。]+$/u, '');
  if (/(?:이|아니)다$/u.test(bare)) return `${bare.slice(0, -1)}라는`;
  return bare.endsWith('다') ? `${bare}는` : `‘${bare}’라는`;
}
