import { describe, expect, it } from 'vitest';
import { assessTranscript } from '../../../shared/assessment/assess-transcript.ts';
import { keyPointId } from '../../../shared/assessment/find-passages.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import judgedTalks from '../../fixtures/assessment/judged-talks.json' with { type: 'json' };
import { scriptedChat, type TalkAnswer } from '../../support/scripted-providers.ts';

const topics = [...loadAssessedTopics().values()];

/** What the model said about a talk, whether or not it thinks the talk off topic. */
function answerOf(labels: readonly (readonly string[])[], onTopic: boolean): TalkAnswer {
  const keyPoints = labels.map(([label = 'missing', quote = ''], index) => [
    keyPointId(index),
    { quote, reason: '', label },
  ]);
  const lists = { misconceptions: [], strengths: [], nextSteps: [] };
  return Object.assign({ keyPoints: Object.fromEntries(keyPoints), ...lists }, { onTopic });
}

/** @param named by the beginning of its name, or by its id */
async function assessed(named: string, talk: string, answer: TalkAnswer) {
  const topic = topics.find(
    ({ path }) => named === `${path.topicId}` || named.startsWith(path.topicName),
  );
  if (!topic) throw new RangeError(`no topic ${named}`);
  const left = topic.keyPoints.slice(Object.keys(answer.keyPoints).length);
  const unsaid = left.map((_, index) => [
    keyPointId(topic.keyPoints.length - left.length + index),
    { quote: '', reason: '', label: 'missing' },
  ]);
  const keyPoints = { ...answer.keyPoints, ...Object.fromEntries(unsaid) };
  const feedback = await assessTranscript(
    {
      chat: scriptedChat({ ...answer, keyPoints }).port,
      keep: async () => true,
      limits: () => ({ budgetMilliseconds: 1_000 }),
    },
    topic,
    { text: talk, model: 'test-speech' },
  );
  if (feedback === 'claim lost') throw new Error('nobody else works on it');
  return feedback;
}

describe('a talk with labels that a real model gave', () => {
  const scored = judgedTalks.talks.flatMap(({ labels, score, ...talk }) => {
    const [lowest, highest] = Array.isArray(score) ? score : [];
    return Array.isArray(labels) && lowest !== undefined && highest !== undefined
      ? [{ ...talk, labels, lowest, highest }]
      : [];
  });

  it.each(scored)('gets $lowest to $highest: “$name”', async (given) => {
    const answer = answerOf(given.labels, given.onTopic ?? true);
    const { score } = await assessed(given.topic, given.talk, answer);

    expect(score).toBeGreaterThanOrEqual(given.lowest);
    expect(score).toBeLessThanOrEqual(given.highest);
  });

  it('has short feedback if there is no more to say', async () => {
    const talk = judgedTalks.talks.find(({ name }) => name === 'a short statement is whole');
    if (!talk || !Array.isArray(talk.labels)) throw new Error('no such talk');
    const { feedback, score } = await assessed(talk.topic, talk.talk, answerOf(talk.labels, true));

    expect(feedback.keyPoints[0]).toMatchObject({ label: 'covered', quote: 'F=ma' });
    expect(score).toBeGreaterThan(0);
  });
});

describe('a talk heard in a language that nobody spoke', () => {
  const syllables =
    'Ola szeretem kimcsi leves. Paprika tojás hús krumpli. Nagyon finom ebéd volt. Kérek még egy tányér. Forró víz és só. Köszönöm szépen viszlát.';
  const passages = syllables.split('. ');

  it('earns nothing even if passages of it are found for every key point, since they explain nothing', async () => {
    const labels = passages.map((passage) => ['missing', passage]);
    const { score, weakness } = await assessed('해시 테이블', syllables, answerOf(labels, true));

    expect(score).toBe(0);
    expect(weakness).toContain('“Hash tables”');
  });
});
