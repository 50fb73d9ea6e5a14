import { describe, expect, it } from 'vitest';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import {
  asSeenAt,
  hasEndedWithoutUpload,
  hasLiveLease,
  isRefusedUpload,
  submittedTooLate,
} from '../../../shared/lectures/lecture.ts';
import { pageOfSize } from '../../../shared/lectures/lecture-page.ts';
import { readProgress } from '../../../shared/lectures/read-progress.ts';
import {
  submittableUntil,
  unclaimedFrom,
  uploadUntil,
} from '../../../shared/lectures/upload-times.ts';
import { inMemoryLectures } from '../../support/in-memory-lectures.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const minute = 60_000;

describe('an upload’s key', () => {
  const key = { userId: 7_001, lectureId: newId(testStart, 0) };

  it('accepts bytes for fifteen minutes, and belongs to nobody from a while after its last POST', () => {
    expect(uploadUntil(key)).toBe(testStart + 15 * minute);
    expect(submittableUntil(key)).toBe(testStart + 45 * minute);
    expect(unclaimedFrom(key)).toBe(testStart + 50 * minute);
  });
});

describe('a lecture', () => {
  it('that was submitted too late has ended, and can no longer get its upload', () => {
    const lecture = submittedTooLate(lectureOf({ createdAt: testStart }));
    expect(lecture).toMatchObject({
      ...{ status: 'FAILURE', stage: 'DONE', failureReason: 'UPLOAD_MISSING' },
      endedAt: testStart,
    });
    expect(hasEndedWithoutUpload(lecture)).toBe(true);
    expect(hasEndedWithoutUpload({ ...lecture, awaitsUpload: true })).toBe(false);
    expect(hasEndedWithoutUpload({ ...lecture, failureReason: 'PROVIDER_QUOTA' })).toBe(false);
  });

  it('that nobody ended has ended at its deadline, to the millisecond and in every field', () => {
    const lecture = lectureOf({ stage: 'ASSESSING', createdAt: testStart });
    const { deadlineAt } = lecture;
    expect(asSeenAt(lecture, deadlineAt - 1)).toEqual(lecture);
    expect(asSeenAt(lecture, deadlineAt)).toMatchObject({
      ...{ status: 'FAILURE', stage: 'DONE', failureReason: 'DEADLINE_EXCEEDED' },
      endedAt: deadlineAt,
    });
  });

  it('is free for others at the very end of its lease', () => {
    const leased = lectureOf({ lease: { messageId: 'm', until: testStart } });
    expect(hasLiveLease(leased, testStart - 1)).toBe(true);
    expect(hasLiveLease(leased, testStart)).toBe(false);
    expect(hasLiveLease(lectureOf(), testStart)).toBe(false);
  });
});

it.each([
  'RECORDING_EMPTY',
  'RECORDING_TOO_LARGE',
  'RECORDING_NOT_AUDIO',
  'RECORDING_FORMAT_UNSUPPORTED',
  'RECORDING_TOO_LONG',
] as const)('nothing can be made of bytes that were refused as %s', (reason) => {
  expect(isRefusedUpload(reason)).toBe(true);
});

it('bytes of a lecture that failed at a provider are no refused upload', () => {
  expect(isRefusedUpload('PROVIDER_UNAVAILABLE')).toBe(false);
});

describe('a page of a list', () => {
  const items = [9, 8, 7].map((id) => ({ id }));
  // {"id":9} as a text within a text.
  const bytes = 12;

  it('has what fits to the byte, and names the id to go on before', () => {
    expect(pageOfSize(items, undefined, 3 * bytes)).toEqual({ items, next: undefined });
    expect(pageOfSize(items, 3, 3 * bytes)).toEqual({ items, next: 3 });
    expect(pageOfSize(items, 3, 3 * bytes - 1)).toEqual({ items: items.slice(0, 2), next: 8 });
  });

  it('has at least one item, however large', () => {
    expect(pageOfSize(items, undefined, 1)).toEqual({ items: items.slice(0, 1), next: 9 });
  });
});

describe('what a learner has taught', () => {
  it('goes on before the hundredth row, and not if there are fewer', async () => {
    const lectures = inMemoryLectures();
    for (let lectureId = 1; lectureId <= 100; lectureId += 1) {
      lectures.put(lectureOf({ lectureId, status: 'SUCCESS', score: undefined }));
    }
    const ports = { lectures, findTopicOfVersion: async () => undefined };
    const { progress, next } = await readProgress(ports, 7_001, undefined, 'ko');
    expect(next).toBe(1);
    expect(progress.topics[0]?.lectures).toHaveLength(100);
    expect(progress.topics[0]?.lectures[0]).toMatchObject({ id: 1, score: 0 });
    expect((await readProgress(ports, 7_001, 100, 'ko')).next).toBeUndefined();
  });
});
