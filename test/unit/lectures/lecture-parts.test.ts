import { describe, expect, it, vi } from 'vitest';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import {
  type PartsPorts,
  readParts,
  topicOfLecture,
} from '../../../shared/lectures/lecture-parts.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import {
  bilingualTopicOf,
  lectureOf,
  saidText,
  topicOf,
  transcriptOf,
  wavOf,
} from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const [first, second, third] = bilingualTopicOf().keyPoints;

/** A lecture at work, whose parts are read after each write of the assessment and of its row. */
async function watchedLecture() {
  const journey = lectureJourney();
  const key = journey.presign();
  journey.recordings.upload(key, wavOf('watched'));
  await journey.submit(key);
  const message = journey.queue.sent.shift();
  if (!message) throw new Error('nothing was sent');
  const read = (language: 'ko' | 'en' = 'ko') =>
    readParts(journey.processPorts, journey.row(key), language);
  const told: Awaited<ReturnType<typeof read>>[] = [];
  const { assessments } = journey;
  const watching = {
    assessments: {
      ...assessments,
      keep: async (...args: Parameters<typeof assessments.keep>) => {
        const isKept = await assessments.keep(...args);
        told.push(await read());
        return isKept;
      },
    },
  };
  const work = (attempt = 1, chat: ChatModel = journey.processPorts.chat) =>
    journey.process(message, deliveryOf({ messageId: `m${attempt}`, receiveCount: attempt }), {
      ...watching,
      chat,
    });
  return { journey, key, read, told, work };
}

describe('the parts of a lecture in progress', () => {
  it('are none before it is transcribed, and nothing is read for them', async () => {
    const { read, journey } = await watchedLecture();
    await expect(read()).resolves.toEqual({
      parts: { transcribed: null, keyPoints: [] },
      isFound: false,
    });
    expect(journey.assessments.writes).toEqual([]);
  });

  it('are the transcript, then each key point as it will be in the feedback', async () => {
    const { journey, key, read, told, work } = await watchedLecture();
    const { chat } = journey.processPorts;
    // What is bought last is stored with the feedback, so the pupil takes longer than the judges.
    const slowPupil: ChatModel = {
      ask: async (question, limits) => {
        if (question.step === 'ask') await vi.waitUntil(() => told.length > 1);
        return chat.ask(question, limits);
      },
    };
    await expect(work(1, slowPupil)).resolves.toEqual({ done: 'SUCCESS' });
    const feedback = await journey.details.findFeedback(key);
    const ended = feedback?.feedback.keyPoints ?? [];
    expect(told.map((parts) => parts?.parts.transcribed)).toEqual(told.map(() => saidText));
    expect(told.map((parts) => parts?.parts.keyPoints.length)[0]).toBe(0);
    expect(told.at(-1)?.parts.keyPoints.length).toBeGreaterThan(0);
    for (const parts of told) {
      for (const point of parts?.parts.keyPoints ?? []) expect(ended).toContainEqual(point);
    }
    await expect(read()).resolves.toBeUndefined();
  });

  it('stay readable while a later attempt begins, and are never replaced by it', async () => {
    const { journey, key, read, told, work } = await watchedLecture();
    const { chat } = journey;
    chat.willJudge(
      { label: 'partial', reason: '처음 까닭' },
      new ProviderError('assessment', 'unavailable', 'away'),
      new ProviderError('assessment', 'unavailable', 'away'),
      { label: 'covered', reason: '다른 까닭' },
    );
    await expect(work()).resolves.toMatchObject({ again: 'unavailable' });
    const kept = (await read())?.parts.keyPoints;
    expect(kept).toMatchObject([{ number: 1, label: 'partial', reason: '처음 까닭' }]);
    journey.clock.advanceSeconds(600);
    told.length = 0;
    await expect(work(2)).resolves.toEqual({ done: 'SUCCESS' });
    for (const parts of told) expect(parts?.parts.keyPoints[0]).toEqual(kept?.[0]);
    const feedback = await journey.details.findFeedback(key);
    expect(feedback?.feedback.keyPoints[0]).toEqual(kept?.[0]);
  });

  it('have statements in English for those who read English', async () => {
    const { journey, key, read, work } = await watchedLecture();
    journey.chat.willJudge(
      { label: 'partial', reason: '까닭' },
      new ProviderError('assessment', 'unavailable', 'away'),
      new ProviderError('assessment', 'unavailable', 'away'),
    );
    await work();
    const statements = async (language: 'ko' | 'en') =>
      (await read(language))?.parts.keyPoints.map(({ statement }) => statement);
    expect(await statements('ko')).toEqual([first?.statement]);
    expect(await statements('en')).toEqual([first?.english?.statement]);
    expect(journey.row(key).expected?.endsAt).toBeGreaterThan(journey.clock.now());
    expect([second, third].every(Boolean)).toBe(true);
  });
});

describe('what is read for the parts', () => {
  const unread = () => Promise.reject(new Error('was read'));
  const found = {
    passages: [[], [], []],
    misconceptions: [],
    strengths: [],
    nextSteps: [],
  };
  const portsOf = (parts: Partial<PartsPorts> = {}): PartsPorts => ({
    details: { findTranscript: async () => transcriptOf() },
    assessments: { find: async () => ({ found, judgements: {} }) },
    findTopicOfVersion: async () => bilingualTopicOf(),
    findTaughtTopic: unread,
    ...parts,
  });
  const read = (parts: Partial<Lecture>, ports: Partial<PartsPorts> = {}) =>
    readParts(portsOf(ports), lectureOf(parts), 'ko');

  it.each([
    [{ stage: 'QUEUED', attempt: 0 }, false],
    [{ stage: 'TRANSCRIBING', attempt: 1 }, false],
    [{ stage: 'TRANSCRIBING', attempt: 2 }, true],
    [{ stage: 'ASSESSING', attempt: 1 }, true],
  ] as const)('of a lecture that is %j: %s', async (state, isRead) => {
    const reads: string[] = [];
    await read(state, {
      details: {
        findTranscript: async () => {
          reads.push('transcript');
          return undefined;
        },
      },
    });
    expect(reads).toEqual(isRead ? ['transcript'] : []);
  });

  it('includes no topic before passages are found, nor without their transcript', async () => {
    const assessing = { stage: 'ASSESSING', attempt: 1 } as const;
    const none = { findTopicOfVersion: unread };
    await expect(
      read(assessing, { ...none, assessments: { find: async () => ({ judgements: {} }) } }),
    ).resolves.toEqual({ parts: { transcribed: saidText, keyPoints: [] }, isFound: false });
    await expect(
      read(assessing, { ...none, details: { findTranscript: async () => undefined } }),
    ).resolves.toEqual({ parts: { transcribed: null, keyPoints: [] }, isFound: false });
  });

  it('says that the passages are found, even if the topic is gone', async () => {
    const assessing = { stage: 'ASSESSING', attempt: 1 } as const;
    await expect(read(assessing)).resolves.toMatchObject({
      ...{ parts: { keyPoints: [{ number: 1 }, { number: 2 }, { number: 3 }] }, isFound: true },
    });
    await expect(read(assessing, { findTopicOfVersion: async () => undefined })).resolves.toEqual({
      parts: { transcribed: saidText, keyPoints: [] },
      isFound: true,
    });
  });

  it('has statements in the language of the talk for those who read Korean', async () => {
    const text = 'A hash function turns the key into an index of the table.';
    const details = { findTranscript: async () => transcriptOf({ text }) };
    const parts = await read({ stage: 'ASSESSING', attempt: 1 }, { details });
    expect(parts?.parts.keyPoints[0]?.statement).toBe(first?.english?.statement);
  });
});

describe('what a lecture is judged against', () => {
  const own = { ...ownTopicsPlace, topicId: 7, topicName: '확산' };
  const ports = {
    findTopicOfVersion: async (version: string, topicId: number) =>
      topicOf({ description: `${topicId} of ${version}` }),
    findTaughtTopic: async ({ lectureId }: Lecture) =>
      topicOf({ description: `the copy of ${lectureId}` }),
  };
  const judgedAgainst = async (parts: Partial<Lecture>) =>
    (await topicOfLecture(ports, lectureOf(parts)))?.description;

  it('is the topic of its catalog version, or its copy of an own topic', async () => {
    expect(await judgedAgainst({})).toBe('1001 of c0ffee');
    expect(await judgedAgainst({ lectureId: 3, topic: own })).toBe('the copy of 3');
  });

  it('is the copy of the lecture that is being answered about', async () => {
    const later = { by: 'answer', lectureId: 2, round: 1 } as const;
    expect(await judgedAgainst({ lectureId: 3, topic: own, later })).toBe('the copy of 2');
  });
});
