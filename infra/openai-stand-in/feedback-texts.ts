import type { KeyPointMatch } from './matching.ts';

export type Language = 'ko' | 'en';

/** Sentences about what was found, in the language of the talk. */
export function reasonFor(match: KeyPointMatch, language: Language): string {
  const words = listed(match.found);
  const others = listed(match.notFound);
  if (language === 'en') {
    switch (match.label) {
      case 'covered':
        return `This part explains it, with ${words}.`;
      case 'partial':
        return others === ''
          ? `This part touches it with "${words}", without explaining it.`
          : `This part speaks of ${words}, but leaves out ${others}.`;
      case 'wrong':
        return `This part states a common misconception about ${words}.`;
      case 'missing':
        return 'No part of the talk speaks of this.';
    }
  }
  switch (match.label) {
    case 'covered':
      return `이 부분에서 ${words} 등을 들어 설명했어요.`;
    case 'partial':
      return others === ''
        ? `이 부분에서 ${words} 등을 말했지만 설명이 부족해요.`
        : `이 부분에서 ${words} 등을 말했지만 ${others} 등은 설명하지 않았어요.`;
    case 'wrong':
      return `이 부분은 ${words} 등에 대해 흔히 하는 오해예요.`;
    case 'missing':
      return '이 내용을 설명한 부분을 찾지 못했어요.';
  }
}

export function strengthFor(match: KeyPointMatch, language: Language): string {
  const opening = shortened(match.quote);
  return language === 'en'
    ? `In "${opening}" you explained ${listed(match.found)} in your own words.`
    : `‘${opening}’ 부분에서 ${listed(match.found)} 등을 자기 말로 설명했어요.`;
}

export function nextStepFor(match: KeyPointMatch, language: Language): string {
  const statement = match.keyPoint.statement.replace(/[.。]$/, '');
  if (language === 'en') {
    return match.label === 'missing'
      ? `Next time, explain this as well: ${statement}.`
      : `Go over this once more: ${statement}.`;
  }
  return match.label === 'missing'
    ? `다음에는 이 내용도 설명해 보세요: ${statement}.`
    : `이 내용을 한 번 더 짚어 보세요: ${statement}.`;
}

export function returnToTopic(topicName: string, language: Language): string {
  if (language === 'en') return `Talk about the topic you chose: ${topicName || 'this topic'}.`;
  return `고른 주제에 대해 이야기해 보세요: ${topicName || '이 주제'}.`;
}

/** The pupil's question on a statement of which it knows only the first word; each round asks another. */
export function questionOn(
  statement: string,
  topicName: string,
  language: Language,
  round: number,
): string {
  const [word = topicName] = statement.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const questions =
    language === 'en'
      ? [
          `You spoke of ${topicName}: what about “${word}”, how does that go?`,
          `And why is that so with “${word}”?`,
          `Could you give me an example of “${word}”?`,
        ]
      : [
          `${topicName} 이야기에서 ‘${word}’ 하면 무엇을 떠올려야 해요?`,
          `‘${word}’ 쪽은 왜 그렇게 되는 거예요?`,
          `‘${word}’에 대한 예를 하나 들어 줄 수 있어요?`,
        ];
  return questions[round % questions.length] ?? '';
}

const shortened = (quote: string): string =>
  quote.length <= 40 ? quote.replace(/[.!?]$/, '') : `${quote.slice(0, 39).trimEnd()}…`;

const listed = (words: readonly string[]): string => words.slice(0, 4).join(', ');
