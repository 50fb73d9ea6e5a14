import { describe, expect, it } from 'vitest';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { correctTranscript } from '../../../shared/lectures/correct-transcript.ts';
import { disputeLabel } from '../../../shared/lectures/dispute-label.ts';
import { readProgress } from '../../../shared/lectures/read-progress.ts';
import { inReaderLanguage } from '../../../shared/lectures/reader-language.ts';
import { answerOf, lectureOf, saidText } from '../../support/lecture-factory.ts';
import { shown, taught } from '../../support/taught-lecture.ts';

const correlationId = 'request-2';

describe('what a learner has taught', () => {
  it('includes the answers to the pupil with their labels, and no second judgement of a talk', async () => {
    const { journey, key } = await taught();
    const { userId, lectureId } = key;
    journey.clock.advanceSeconds(60);
    journey.chat.willJudge(
      { label: 'partial', reason: '까닭' },
      { label: 'covered', reason: '까닭' },
    );
    const text = '두 키가 같은 자리에 올 수 있어요.';
    const answer = await answerPupil(journey.laterPorts, key, {
      ...{ userId, round: 1, text, correlationId },
    });
    await journey.drainQueue();
    await disputeLabel(journey.laterPorts, key, { userId, keyPoint: 3, correlationId });
    await journey.drainQueue();

    const { progress } = await readProgress(journey.processPorts, userId, undefined, 'ko');

    const createdAt = new Date(journey.row(answer).createdAt).toISOString();
    expect(progress.topics).toMatchObject([
      {
        lectures: [{ id: lectureId, labels: [{}, { keyPoint: 2, label: 'missing' }, {}] }],
        answers: [
          {
            ...{ id: answer.lectureId, lecture: lectureId, createdAt, kind: 'text' },
            ...{ keyPoint: 2, label: 'partial' },
          },
        ],
      },
    ]);
  });

  it('has the labels that were changed, as the lecture shows them, and none that a disagreement left unchanged', async () => {
    const { journey, key } = await taught();
    const { userId } = key;
    const firstLabels = journey.row(key).labels;
    const revisions = async () => {
      const read = await readProgress(journey.processPorts, userId, undefined, 'ko');
      const [topic] = read.progress.topics;
      expect(topic?.lectures.map(({ labels }) => labels)).toEqual([firstLabels]);
      expect(topic?.answers).toEqual([]);
      return topic?.revisions.map(({ by, keyPoint, label }) => `${by} ${keyPoint} ${label}`);
    };
    const dispute = async (keyPoint: number, label: KeyPointLabel) => {
      journey.chat.willJudge({ label, reason: '까닭' });
      journey.clock.advanceSeconds(60);
      await disputeLabel(journey.laterPorts, key, { userId, keyPoint, correlationId });
      await journey.drainQueue();
    };
    await dispute(2, 'missing');
    expect(await revisions()).toEqual([]);
    await dispute(3, 'covered');
    expect(await revisions()).toEqual(['disagreement 3 covered']);

    const text = saidText.replace('상수 시간', '일정한 시간');
    journey.chat.will(answerOf(['covered', 'covered', 'missing']));
    journey.chat.willJudge('as found');
    await correctTranscript(journey.laterPorts, key, { userId, text, correlationId });
    await journey.drainQueue();
    const changed = await revisions();
    const { revised } = await shown(journey, key);
    expect(revised?.keyPoints.map(({ by }) => by)).toEqual([
      'transcript',
      'transcript',
      'disagreement',
    ]);
    for (const { number, label, by } of revised?.keyPoints ?? []) {
      const last = changed?.findLast((each) => each.includes(` ${number} `));
      expect(last).toBe(`${by} ${number} ${label}`);
    }
  });

  it('is named in the reader’s language', async () => {
    const { journey, key } = await taught();
    const named = async (language: 'ko' | 'en') => {
      const read = await readProgress(journey.processPorts, key.userId, undefined, language);
      return read.progress.topics.map(({ topicName }) => topicName);
    };
    expect([await named('ko'), await named('en')]).toEqual([['해시 테이블'], ['Hash tables']]);
  });
});

describe('an own topic', () => {
  it('keeps its title in any language, and is in a place that is named in the reader’s language', async () => {
    const path = { ...ownTopicsPlace, topicId: 7_000_000_000_000, topicName: '삼투' };
    const read = { lecture: lectureOf({ topic: path }), detail: {} };
    const findTopicOfVersion = () => {
      throw new Error('the catalog has no own topics');
    };
    const shown = async (language: 'ko' | 'en') =>
      (await inReaderLanguage({ findTopicOfVersion }, language)(read)).lecture.topic;
    expect(await shown('ko')).toEqual(path);
    expect(await shown('en')).toEqual({
      ...path,
      majorName: 'My topics',
      subjectName: 'My topics',
    });
  });
});
