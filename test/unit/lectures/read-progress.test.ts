import { describe, expect, it } from 'vitest';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { disputeLabel } from '../../../shared/lectures/dispute-label.ts';
import { readProgress } from '../../../shared/lectures/read-progress.ts';
import { inReaderLanguage } from '../../../shared/lectures/reader-language.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { taught } from '../../support/taught-lecture.ts';

const correlationId = 'request-2';

describe('what a learner has taught', () => {
  it('has the answers to the pupil with their labels, and no second look at a talk', async () => {
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
  it('keeps its title in any language, and stands in a place that is named in the reader’s', async () => {
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
