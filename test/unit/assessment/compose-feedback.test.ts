import { describe, expect, it } from 'vitest';
import { assessTranscript } from '../../../shared/assessment/assess-transcript.ts';
import { promptVersion } from '../../../shared/assessment/prompt.ts';
import { feedbackSchema } from '../../../shared/contracts/lecture-body.ts';
import {
  answerOf,
  bilingualTopicOf,
  saidSentences,
  saidText,
  topicOf,
  transcriptOf,
} from '../../support/lecture-factory.ts';
import { scriptedChat, type TalkAnswer } from '../../support/scripted-providers.ts';

async function assessed(answer: TalkAnswer, text = saidText, topic = topicOf()) {
  const feedback = await assessTranscript(
    {
      chat: scriptedChat(answer).port,
      keep: async () => true,
      limits: () => ({ budgetMilliseconds: 1_000 }),
    },
    topic,
    transcriptOf({ text }),
  );
  if (feedback === 'claim lost') throw new Error('nobody else works on it');
  expect(feedbackSchema.parse(feedback.feedback)).toEqual(feedback.feedback);
  return feedback;
}

const english =
  'A hash table turns a key into an index with a hash function. Two keys in one slot collide.';
const inEnglish = (parts: Partial<TalkAnswer>) => answerOf([], { strengths: ['Clear.'], ...parts });

const nothingSaid = answerOf(['missing', 'missing', 'missing']).keyPoints;

describe('feedback in Korean', () => {
  it('names what was explained well, and says so when nothing is missing', async () => {
    const feedback = await assessed(answerOf());

    expect(feedback).toMatchObject({ score: 100, promptVersion, model: 'test-chat' });
    expect(feedback.strength).toBe(
      '해시 함수로 키를 배열의 인덱스로 바꾼다는 점을 잘 설명했어요. 핵심 3개 가운데 3개를 짚었어요. 또박또박 말했어요.',
    );
    expect(feedback.weakness).toBe('핵심을 모두 짚었어요. 빠진 점을 찾지 못했어요.');
    expect(feedback.feedback.nextSteps).toEqual(['개방 주소법을 더 알아보세요.']);
  });

  it('names what was half explained, what is missing and what is wrong', async () => {
    const feedback = await assessed(answerOf(['partial', 'missing', 'wrong']));

    expect(feedback.strength).toContain(
      '해시 함수로 키를 배열의 인덱스로 바꾼다는 점을 반쯤 설명했어요.',
    );
    expect(feedback.weakness).toBe(
      `“${saidSentences[2]}”라고 했지만, 까닭 3. 더 채울 핵심이 2개 더 있어요. 개방 주소법을 더 알아보세요.`,
    );
    expect(feedback.feedback.corrections).toEqual([{ said: saidSentences[2], right: '까닭 3' }]);
  });

  it('never says that everything is covered if a part is only half explained', async () => {
    const feedback = await assessed(answerOf(['partial', 'partial', 'partial']));

    expect(feedback.score).toBe(50);
    expect(feedback.weakness).not.toContain('핵심을 모두');
  });

  it('names a misconception once, and only when it was really voiced', async () => {
    const feedback = await assessed(
      answerOf(['covered', 'wrong', 'covered'], {
        misconceptions: [
          { quote: saidSentences[1], correction: '충돌은 피할 수 없어요.' },
          { quote: '하지도 않은 말을 지어낸 인용', correction: '거짓이에요.' },
        ],
      }),
    );

    expect(feedback.feedback.corrections).toEqual([
      { said: saidSentences[1], right: '충돌은 피할 수 없어요.' },
    ]);
  });

  it('names a misconception beside a wrong point if it is about other words', async () => {
    const keyPoints: TalkAnswer['keyPoints'] = {
      ...answerOf(['missing', 'missing', 'missing']).keyPoints,
      k2: { quote: saidSentences[1], reason: '까닭 2', label: 'wrong' },
    };
    const besides = [
      { quote: saidSentences[0], correction: '앞의 말은 달라요.' },
      { quote: saidSentences[2], correction: '뒤의 말은 달라요.' },
    ];
    for (const misconception of besides) {
      const { feedback } = await assessed(
        answerOf([], { keyPoints, misconceptions: [misconception] }),
      );
      expect(feedback.corrections).toEqual([
        { said: misconception.quote, right: misconception.correction },
        { said: saidSentences[1], right: '까닭 2' },
      ]);
    }
  });

  it('gives the reason in weakness, and no strength, if the talk is off topic', async () => {
    const feedback = await assessed(
      answerOf(['missing', 'missing', 'missing']),
      '김치찌개는 맛있어요',
    );

    expect(feedback.score).toBe(0);
    expect(feedback.weakness).toMatch(/‘해시 테이블’.*0점/);
    expect(feedback.strength).toBe('주제의 핵심을 짚은 부분을 아직 찾지 못했어요.');
  });

  it('is never empty in either text', async () => {
    const little = answerOf(['wrong', 'missing', 'missing'], { strengths: [], nextSteps: [] });
    const feedback = await assessed(little);

    expect(feedback.strength).not.toBe('');
    expect(feedback.weakness).not.toBe('');
  });
});

describe('feedback in English', () => {
  it('is given to a talk in English', async () => {
    const keyPoints: TalkAnswer['keyPoints'] = {
      k1: { quote: 'turns a key into an index', reason: 'Said.', label: 'covered' },
      k2: { quote: 'Two keys in one slot collide', reason: 'Why?', label: 'partial' },
      k3: { quote: '', reason: 'Not said.', label: 'missing' },
    };
    const feedback = await assessed(inEnglish({ keyPoints }), english);

    expect(feedback.strength).toMatch(/^You explained this well: .* Clear\.$/);
    expect(feedback.weakness).toMatch(/^This is missing: .* One more key point/);
  });

  it('says that the talk is off topic', async () => {
    const feedback = await assessed(
      inEnglish({ keyPoints: nothingSaid }),
      'I like stew and rice very much',
    );

    expect(feedback.weakness).toMatch(/^Nothing about “해시 테이블” was found/);
    expect(feedback.strength).toMatch(/^Nothing that covers/);
  });
});

describe('the statements of a topic in two languages', () => {
  const statementsOf = async (talk: string) => {
    const { feedback } = await assessed(answerOf(), talk, bilingualTopicOf());
    return feedback.keyPoints.map(({ statement }) => statement);
  };

  it('come in English for an English talk, in the short texts too', async () => {
    expect(await statementsOf(english)).toEqual([
      'A hash function turns the key into an index.',
      'Different keys can collide.',
      'A lookup is O(1) on average.',
    ]);
    const nothing = inEnglish({ keyPoints: nothingSaid });
    const missed = await assessed(nothing, english, bilingualTopicOf());
    expect(missed.weakness).toMatch(/^Nothing about “Hash tables” was found/);
  });

  it('come in Korean for a Korean talk', async () => {
    expect(await statementsOf(saidText)).toEqual(
      topicOf().keyPoints.map(({ statement }) => statement),
    );
  });
});
