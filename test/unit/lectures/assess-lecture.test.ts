import { describe, expect, it } from 'vitest';
import { type AssessPorts, assessLecture } from '../../../shared/lectures/assess-lecture.ts';
import type { Said } from '../../../shared/lectures/hear-recording.ts';
import type { Later, Lecture } from '../../../shared/lectures/lecture.ts';
import { paceAfter, paceMemory, usualPace } from '../../../shared/lectures/pace.ts';
import {
  lectureOf,
  saidSentences,
  storedFeedbackOf,
  topicOf,
  transcriptOf,
} from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

/** A lecture that is claimed, and the result of its assessment. */
async function claimed(attempt: number, parts: Partial<Lecture> = {}) {
  const journey = lectureJourney();
  const lecture = lectureOf({ attempt, stage: 'TRANSCRIBING', ...parts });
  journey.lectures.put(lecture);
  const assess = (ports: Partial<AssessPorts> = {}, said: Said = { transcript: transcriptOf() }) =>
    assessLecture({ ...journey.processPorts, ...ports }, lecture, topicOf(), said, deliveryOf());
  return { journey, lecture, assess };
}

const unread = () => Promise.reject(new Error('was read'));

describe('a first attempt', () => {
  it('does not look for anything that an earlier one has bought or stored', async () => {
    const { journey, assess } = await claimed(1);
    const ports = {
      details: { ...journey.details, findFeedback: unread },
      assessments: { ...journey.assessments, takeOver: unread },
    };
    await expect(assess(ports)).resolves.toMatchObject({ status: 'SUCCESS', score: 100 });
  });

  it('asks no model and stores nothing once its claim is lost', async () => {
    const { journey, assess } = await claimed(1);
    const lectures = { markAssessing: async () => false };
    expect(await assess({ lectures })).toBe('claim lost');
    expect(journey.chat.calls).toEqual([]);

    const assessments = { ...journey.assessments, keep: async () => false };
    expect(await assess({ assessments })).toBe('claim lost');
    expect(journey.details.feedbacks.size).toBe(0);
  });
});

describe('a transcript that was just made', () => {
  it('is stored before anything more is paid for', async () => {
    const { journey, lecture, assess } = await claimed(1);
    const stored: unknown[] = [];
    const chat = {
      ask: async (...args: Parameters<typeof journey.processPorts.chat.ask>) => {
        stored.push(await journey.details.findTranscript(lecture));
        return journey.processPorts.chat.ask(...args);
      },
    };
    await assess({ chat }, { heard: transcriptOf() });
    expect(stored.length).toBeGreaterThan(0);
    expect(stored).toEqual(stored.map(() => transcriptOf()));
  });

  it('is stored even if the lecture cannot be changed in the same moment', async () => {
    const { journey, lecture, assess } = await claimed(1);
    const written = Promise.withResolvers<void>();
    const ports = {
      lectures: { markAssessing: () => Promise.reject(new Error('DynamoDB is away')) },
      details: {
        ...journey.details,
        keepTranscript: async (...args: Parameters<typeof journey.details.keepTranscript>) => {
          await written.promise;
          return journey.details.keepTranscript(...args);
        },
      },
    };
    const outcome = expect(assess(ports, { heard: transcriptOf() })).rejects.toThrow('away');
    written.resolve();
    await outcome;
    expect(await journey.details.findTranscript(lecture)).toEqual(transcriptOf());
    expect(journey.chat.calls).toEqual([]);
  });
});

describe('a later attempt', () => {
  it('ends with the feedback that is stored, and asks no model', async () => {
    const { journey, lecture, assess } = await claimed(2);
    await journey.details.keepFeedback(lecture, storedFeedbackOf({ score: 7 }));
    await expect(assess()).resolves.toMatchObject({ status: 'SUCCESS', score: 7 });
    expect(journey.chat.calls).toEqual([]);
  });
});

describe('the time that an assessment took', () => {
  /** Three seconds to find, one for the first key point, and two for each of the others after it. */
  async function paceOf(attempt: number) {
    const { journey, assess } = await claimed(attempt);
    const foundKept = Promise.withResolvers<void>();
    const firstKept = Promise.withResolvers<void>();
    const { chat, assessments } = journey.processPorts;
    let judged = 0;
    const pace = paceMemory();
    await assess({
      pace,
      assessments: {
        ...assessments,
        keep: async (of, progress) => {
          foundKept.resolve();
          if (Object.keys(progress.judgements).length > 0) firstKept.resolve();
          return assessments.keep(of, progress);
        },
      },
      chat: {
        ask: async (question, limits) => {
          if (question.step === 'find') journey.clock.advanceSeconds(3);
          if (question.step === 'judge') {
            judged += 1;
            const isFirst = judged === 1;
            await (isFirst ? foundKept : firstKept).promise;
            journey.clock.advanceSeconds(isFirst ? 1 : 2);
          }
          return chat.ask(question, limits);
        },
      },
    });
    return pace.current();
  }

  it('is reported for the first key point that is judged and for the end', async () => {
    expect(await paceOf(1)).toEqual(
      paceAfter(usualPace, { firstJudgedSeconds: 4, assessingSeconds: 8 }),
    );
  });

  it('is not reported if an earlier attempt had bought a part of it', async () => {
    expect(await paceOf(2)).toEqual(usualPace);
  });
});

describe('a disputed label', () => {
  const quoteOf = async (numbers: readonly (number | undefined)[], disputed: number) => {
    const later: Later = {
      ...{ by: 'disagreement', lectureId: 5 },
      disputed: { label: 'partial', lectureId: 5, promptVersion: 'p', model: 'm' },
    };
    const { journey, lecture, assess } = await claimed(1, {
      kind: 'text',
      focus: [disputed],
      later,
    });
    const stored = storedFeedbackOf();
    const keyPoints = numbers.map((number, index) => ({
      ...({ number, statement: '', label: 'partial', reason: '' } as const),
      quote: saidSentences[index] ?? '',
    }));
    const feedback = { ...stored, feedback: { ...stored.feedback, keyPoints } };
    await journey.details.keepFeedback({ userId: lecture.userId, lectureId: 5 }, feedback);
    journey.chat.willJudge({ label: 'covered', reason: '까닭' });
    await assess();
    // Nothing is searched for: the second judge reads what the first one read.
    expect(journey.chat.calls).toEqual([]);
    const [{ user } = { user: '' }] = journey.chat.judged;
    return saidSentences.filter((sentence) => user.includes(sentence));
  };

  it('is judged by the passage of its key point, by its number in the topic', async () => {
    expect(await quoteOf([2, 3], 3)).toEqual([saidSentences[1]]);
  });

  it('is judged by the passage in its place if an older result has no numbers', async () => {
    expect(await quoteOf([undefined, undefined], 2)).toEqual([saidSentences[1]]);
  });
});
