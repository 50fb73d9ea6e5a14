import { describe, expect, it } from 'vitest';
import { feedbackPage } from '../../../infra/teach/feedback-page.ts';
import { wordsIn } from '../../../infra/teach/language.ts';
import { displayWidth, painter } from '../../../infra/teach/text-layout.ts';
import { lectureOf } from '../../../shared/client/answers.ts';

const rich = {
  id: 7,
  status: 'SUCCESS',
  majorName: '자연과학',
  subjectName: '생물학',
  topicName: '광합성',
  score: 82,
  strength:
    '빛 반응과 캘빈 회로를 나누어 설명했고, 물이 분해되어 산소가 나온다는 점을 정확히 짚었어요.',
  weakness: '엽록소의 역할이 빠졌어요.',
  transcribed: `${'식물은 빛으로 양분을 만들어요. '.repeat(40)}끝`,
  feedback: {
    keyPoints: [
      {
        statement: '빛을 화학 에너지로 바꾼다',
        label: 'covered',
        quote: '빛으로 양분을',
        reason: 'r',
      },
      {
        statement: '엽록소가 빛을 흡수한다',
        label: 'missing',
        quote: '',
        reason: '말하지 않았어요',
      },
      { statement: '산소가 나온다', label: 'hummed', quote: '산소 콧노래', reason: '' },
    ],
    corrections: [
      { said: '식물은 밤에도 광합성을 한다', right: '빛이 있을 때만 빛 반응이 일어난다' },
    ],
    delivery: { durationSeconds: 72, syllablesPerSecond: 4.25, pauseCount: 3, fillerCount: 0 },
    nextSteps: ['엽록소를 그림으로 설명해 보세요'],
  },
};

const pageOf = (lecture: object, changes: { columns?: number; full?: boolean } = {}) =>
  feedbackPage(lectureOf(lecture), {
    columns: 80,
    full: false,
    paint: painter(false),
    words: wordsIn('ko'),
    ...changes,
  });

describe('the feedback as it is printed', () => {
  it.each(['[예시] API 키가 없어서', '[Sample] Without an API key'])(
    'says first that a transcript beginning with "%s" is a sample',
    (transcribed) => {
      const page = pageOf({ ...rich, transcribed });
      expect(page.indexOf('예시 결과예요')).toBeGreaterThan(0);
      expect(page.indexOf('예시 결과예요')).toBeLessThan(page.indexOf('82 / 100'));
      expect(pageOf(rich)).not.toContain('예시');
    },
  );

  it('shows every part that the lecture carries', () => {
    const page = pageOf(rich);
    for (const part of [
      '자연과학 › 생물학 › 광합성',
      '82 / 100',
      '잘한 점',
      '아쉬운 점',
      '핵심 내용 1 / 3',
      '✓ 빛을 화학 에너지로 바꾼다',
      '“빛으로 양분을”',
      '✗ 엽록소가 빛을 흡수한다 [빠졌어요]',
      '말하지 않았어요',
      '산소가 나온다 [hummed]',
      '말한 것: 식물은 밤에도',
      '맞는 것: 빛이 있을 때만',
      '초당 4.3음절',
      '군말 0번',
      '- 엽록소를 그림으로',
    ]) {
      expect(page).toContain(part);
    }
  });

  it('fits the columns it is given', () => {
    for (const columns of [40, 80, 120]) {
      const widths = pageOf(rich, { columns, full: true }).split('\n').map(displayWidth);
      expect(Math.max(...widths.filter((_, index) => index !== 1))).toBeLessThanOrEqual(columns);
    }
  });

  it('shows the beginning of the transcript, and all of it when asked', () => {
    expect(pageOf(rich)).toContain('--full');
    expect(pageOf(rich)).not.toContain('끝');
    expect(pageOf(rich, { full: true })).toContain('끝');
  });

  it('prints a lecture of the first contract, which has none of the newer parts', () => {
    const { feedback, ...old } = rich;
    expect(feedback).toBeDefined();
    const page = pageOf({ ...old, stage: 5, failureReason: null });
    expect(page).toContain('82 / 100');
    expect(page).not.toContain('핵심 내용');
  });

  it('leaves out a newer part of another shape than expected, and shows the rest', () => {
    const page = pageOf({ ...rich, feedback: { ...rich.feedback, keyPoints: 'soon' } });
    expect(page).not.toContain('핵심 내용');
    expect(page).toContain('바로잡기');
  });

  it('lets no text from the lecture control the terminal', () => {
    const page = pageOf({ ...rich, strength: '좋아요\u001b[2J', topicName: '\u009b1m' });
    expect(page).not.toContain('\u001b');
    expect(page).not.toContain('\u009b');
  });
});
