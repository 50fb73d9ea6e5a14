import { describe, expect, it } from 'vitest';
import { dialoguePage } from '../../../infra/teach/dialogue-page.ts';
import { wordsIn } from '../../../infra/teach/language.ts';
import { displayWidth, painter } from '../../../infra/teach/text-layout.ts';
import { cardLines, pointsIn, topicPage } from '../../../infra/teach/topic-page.ts';
import { TeachTrouble } from '../../../infra/teach/trouble.ts';
import { lectureOf, ownTopicOf } from '../../../shared/client/answers.ts';

const layout = { columns: 60, paint: painter(false), words: wordsIn('ko'), full: false };
const page = (lecture: object) =>
  dialoguePage(
    lectureOf({ id: 7, status: 'SUCCESS', score: 40, ...lecture }),
    layout,
    (asked) => `teach ${asked}`,
  );
const answer = { id: 9, round: 1, question: '왜 안 터져요?', status: 'SUCCESS', said: '글쎄요' };

describe('what follows a first result', () => {
  it('is nothing if there is neither', () => {
    expect(page({})).toBe('');
  });

  it('hints at what was missed, with the commands that go on from there', () => {
    const hint = { keyPoint: 3, label: 'missing', quote: '', hint: '세포벽은 무엇을 하나요?' };
    const text = page({ hints: [hint] });
    expect(text).toContain('✗ 3. 세포벽은 무엇을 하나요? [빠졌어요]');
    expect(text).toContain('teach --again 7 --point 3');
    expect(text).toContain('teach --reveal 7');
  });

  it('tells what was asked and answered, what is asked now, and what that added', () => {
    const text = page({
      answers: [{ ...answer, label: 'partial' }],
      followUp: { keyPoint: 3, round: 2, question: '벽이 없다면요?' },
      understanding: 55,
    });
    for (const part of [
      '왜 안 터져요?',
      '“글쎄요”',
      '[일부만 말했어요]',
      '질문 2 / 3: 벽이 없다면요?',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('teach --answer 7');
    expect(text).toContain('처음 40점에서 대답까지 더하면 55점');
  });

  it('explains once there is no question left, and says why an answer has no label', () => {
    const text = page({
      answers: [{ ...answer, status: 'FAILURE' }],
      explanation: '세포벽이 버틴다.',
    });
    expect(text).toContain('다시 대답해 주세요');
    expect(text).toContain('세포벽이 버틴다.');
    expect(text).not.toContain('--answer');
  });

  it('says what was looked at again', () => {
    const dispute = { id: 11, keyPoint: 2, status: 'SUCCESS', isKinder: true };
    const text = page({
      disagreements: [dispute],
      revised: { score: 62, keyPoints: [] },
    });
    expect(text).toContain('다시 보면 100점 중 62점');
    expect(text).toContain('핵심 2: 다시 보니 더 잘 설명했어요');
  });

  it('says what could not be looked at again and may be asked for once more', () => {
    const text = page({
      disagreements: [{ id: 11, keyPoint: 2, status: 'FAILURE' }],
      correction: { id: 12, status: 'FAILURE' },
    });
    expect(text).toContain('핵심 2: 다시 보지 못했어요');
    expect(text).toContain('고친 글을 살펴보지 못했어요');
    expect(page({ disagreements: [{ id: 11, keyPoint: 2, status: 'IN_PROGRESS' }] })).toBe('');
  });

  it('fits the terminal, whatever it says', () => {
    const text = page({ explanation: '세포벽이 버텨서 터지지 않는다. '.repeat(20) });
    expect(text.split('\n').every((line) => displayWidth(line) <= 60)).toBe(true);
  });
});

describe('a topic of one’s own', () => {
  const topic = ownTopicOf({
    id: 8,
    title: '삼투',
    status: 'READY',
    keyPoints: [
      { statement: '물이 막을 지나 이동한다.', weight: 5 },
      { statement: '세포벽이 버틴다.', weight: 2 },
    ],
    misconceptions: [{ statement: '물이 멈춘다.', correction: '물이 이동한다.' }],
    card: {
      openingQuestion: '물은 왜 움직일까?',
      words: ['농도', '막', '물'],
      thinkFirst: '소금은?',
    },
  });

  it('shows its card and its key points in lines that can be edited and given back', () => {
    const text = topicPage({ ...topic, name: '삼투 (#8)' }, layout);
    expect(text).toContain('물은 왜 움직일까?');
    expect(text).toContain('농도 · 막 · 물');
    expect(text).toContain('→ 물이 이동한다.');
    const points = text.split('\n').filter((line) => /^ {2}\d /.test(line));
    expect(pointsIn(points.join('\n'), 'points.txt')).toEqual(topic.keyPoints);
  });

  it('shows by which code it is shared, and of which it is a copy', () => {
    const share = { code: '7QF3-9M0K-V2TA-XE5D', expiresAt: '2026-12-22T03:14:15.926Z' };
    const text = topicPage({ ...topic, name: '삼투', share, copiedFrom: '0000-1111' }, layout);
    expect(text).toContain('7QF3-9M0K-V2TA-XE5D');
    expect(text).toContain('받은 주제예요 (코드 0000-1111)');
  });

  it('names the line that is no key point', () => {
    expect(() => pointsIn('5 물이 이동한다.\n\n9 세포벽', 'points.txt')).toThrow(
      new TeachTrouble({ kind: 'no-points', path: 'points.txt', line: '9 세포벽' }),
    );
  });

  it('without a card shows its name alone', () => {
    expect(cardLines('삼투', undefined, layout)).toEqual(['삼투']);
  });
});
