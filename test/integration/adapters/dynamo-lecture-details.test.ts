import { randomBytes } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import type { LectureDetails, StoredFeedback } from '../../../shared/lectures/ports.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { storedFeedbackOf, transcriptOf } from '../../support/lecture-factory.ts';

const key = { userId: 7_001, lectureId: 42 };

describeOnEachEngine('transcripts and feedback in the table', (engine) => {
  let table: EngineTable;
  let details: LectureDetails;
  beforeEach(async () => {
    table = await engine.freshTable();
    details = dynamoLectureDetails(table);
  });

  it('are not there before they are kept', async () => {
    expect(await details.findTranscript(key)).toBeUndefined();
    expect(await details.findFeedback(key)).toBeUndefined();
  });

  it('are found as they were stored', async () => {
    const transcript = transcriptOf({
      language: 'korean',
      durationSeconds: 61.5,
      segments: [{ startSeconds: 0, endSeconds: 2.25 }],
    });
    const feedback: StoredFeedback = storedFeedbackOf({
      feedback: {
        keyPoints: [{ statement: '충돌', label: 'covered', quote: '', reason: '' }],
        corrections: [{ said: '없다', right: '있다' }],
        delivery: { syllablesPerSecond: 4.4, pauseCount: 0, strengths: [] },
        nextSteps: [],
      },
    });
    expect(await details.keepTranscript(key, transcript)).toEqual(transcript);
    expect(await details.keepFeedback(key, feedback)).toEqual(feedback);
    expect(await details.findTranscript(key)).toEqual(transcript);
    expect(await details.findFeedback(key)).toEqual(feedback);
  });

  it('stay as they were first stored, and a second writer is told so', async () => {
    const first = transcriptOf({ text: '처음' });
    await details.keepTranscript(key, first);
    expect(await details.keepTranscript(key, transcriptOf({ text: '다음' }))).toEqual(first);
    expect(await details.findTranscript(key)).toEqual(first);

    await details.keepFeedback(key, storedFeedbackOf({ score: 10 }));
    const second = await details.keepFeedback(key, storedFeedbackOf({ score: 100 }));
    expect(second.score).toBe(10);
    expect((await details.findFeedback(key))?.score).toBe(10);
  });

  it('are the same for two who store them at once', async () => {
    const kept = await Promise.all(
      [1, 2, 3].map((score) => details.keepFeedback(key, storedFeedbackOf({ score }))),
    );
    expect(new Set(kept.map(({ score }) => score)).size).toBe(1);
  });

  it('of many lectures are found in batches, whatever each lecture has', async () => {
    const lectureIds = Array.from({ length: 120 }, (_, index) => 1_000 + index);
    await Promise.all(
      lectureIds.map(async (lectureId) => {
        const text = `말 ${lectureId}`;
        if (lectureId % 3) {
          await details.keepTranscript({ ...key, lectureId }, transcriptOf({ text }));
        }
        if (lectureId % 2) {
          await details.keepFeedback({ ...key, lectureId }, storedFeedbackOf({ score: 1 }));
        }
      }),
    );
    const all = await details.findAll(key.userId, lectureIds);
    expect([...all.keys()]).toEqual(lectureIds);
    for (const [lectureId, { transcript, feedback }] of all) {
      expect(transcript?.text).toBe(lectureId % 3 ? `말 ${lectureId}` : undefined);
      expect(feedback?.score).toBe(lectureId % 2 ? 1 : undefined);
    }
  });

  it('are all found even if one answer could not carry them', async () => {
    // BatchGetItem answers at most 16 MB; the rest must be asked for again.
    const lectureIds = Array.from({ length: 50 }, (_, index) => index + 1);
    const text = randomBytes(330_000).toString('base64');
    for (const lectureId of lectureIds) {
      await details.keepTranscript({ ...key, lectureId }, transcriptOf({ text }));
    }
    const all = await details.findAll(key.userId, lectureIds);
    const lengths = [...all.values()].map(({ transcript }) => transcript?.text.length);
    expect(lengths).toEqual(lectureIds.map(() => text.length));
  });

  it('of no lecture ask for nothing', async () => {
    expect((await details.findAll(key.userId, [])).size).toBe(0);
  });

  it('stored a moment ago are found even if the cheap read does not see them yet', async () => {
    await details.keepTranscript(key, transcriptOf());
    const lagging: EngineTable['client'] = new Proxy(table.client, {
      get: (target, property) =>
        property === 'send'
          ? (command: unknown) => {
              if (!(command instanceof GetCommand)) throw new Error('not a get');
              return command.input.ConsistentRead ? target.send(command) : Promise.resolve({});
            }
          : Reflect.get(target, property),
    });
    const reader = dynamoLectureDetails({ ...table, client: lagging });
    expect(await reader.findTranscript(key)).toEqual(transcriptOf());
  });
});
