import { describe, expect, it } from 'vitest';
import type { Topic } from '../../../shared/catalog/topic.ts';
import { ownTopicsPlace, ownTopicsPlaceIn } from '../../../shared/contracts/own-topic-limits.ts';
import { inReaderLanguage } from '../../../shared/lectures/reader-language.ts';
import { bilingualTopicOf, lectureOf, storedFeedbackOf } from '../../support/lecture-factory.ts';

const read = { lecture: lectureOf({ status: 'SUCCESS' }), detail: {} };

function reader(topic: Topic | undefined) {
  const asked: string[] = [];
  const forReader = inReaderLanguage(
    {
      findTopicOfVersion: async (version, topicId) => {
        asked.push(`${topicId} of ${version}`);
        return topic;
      },
    },
    'en',
  );
  return { asked, forReader };
}

describe('a lecture for those who read English', () => {
  it('has the names of its topic in English, and nothing else in English without feedback', async () => {
    const { forReader } = reader(bilingualTopicOf());
    const { lecture, detail } = await forReader(read);
    expect(lecture.topic).toMatchObject({ topicName: 'Hash tables' });
    expect(detail).toEqual({});
  });

  it('on an own topic has the English name of its place, and its own title', async () => {
    const { asked, forReader } = reader(bilingualTopicOf());
    const topic = { ...ownTopicsPlace, topicId: 3, topicName: '확산' };
    const { lecture } = await forReader({ ...read, lecture: lectureOf({ topic }) });
    expect(lecture.topic).toEqual({ ...topic, ...ownTopicsPlaceIn('en') });
    expect(lecture.topic.majorName).not.toBe(topic.majorName);
    expect(asked).toEqual([]);
  });

  it('stays as it is if its version of the topic is gone', async () => {
    const { forReader } = reader(undefined);
    expect(await forReader(read)).toEqual(read);
  });

  it('keeps a statement that the topic no longer has', async () => {
    const point = { label: 'covered', quote: '', reason: '' } as const;
    const [known] = bilingualTopicOf().keyPoints;
    const stored = storedFeedbackOf();
    const keyPoints = [known?.statement ?? '', '옛 핵심'].map((statement) => ({
      ...point,
      statement,
    }));
    const feedback = { ...stored, feedback: { ...stored.feedback, keyPoints } };
    const { detail } = await reader(bilingualTopicOf()).forReader({
      ...read,
      detail: { feedback },
    });
    expect(detail.feedback?.feedback.keyPoints.map(({ statement }) => statement)).toEqual([
      ...[known?.english?.statement, '옛 핵심'],
    ]);
  });

  it('reads a topic once that many lectures of a list are on', async () => {
    const { asked, forReader } = reader(bilingualTopicOf());
    await Promise.all([read, read, read].map((each) => forReader(each)));
    expect(asked).toEqual(['1001 of c0ffee']);
  });
});
