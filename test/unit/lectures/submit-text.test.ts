import { describe, expect, it } from 'vitest';
import { submitText } from '../../../shared/lectures/submit-text.ts';
import { saidText } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';
import { refusal } from '../../support/taught-lecture.ts';

const userId = 7_001;

function typing() {
  const journey = lectureJourney();
  const ports = { ...journey.submitPorts, ...journey.laterPorts.text };
  const submission = { userId, topicId: 1001, text: saidText, correlationId: 'request-1' };
  const submit = (parts: Partial<typeof ports & typeof submission> = {}) =>
    submitText({ ...ports, ...parts }, { ...submission, ...parts });
  return { journey, submit };
}

describe('a typed lecture', () => {
  it('is queued only after its text is stored', async () => {
    const { journey, submit } = typing();
    const lecture = await submit();
    expect(lecture).toMatchObject({ kind: 'text', stage: 'QUEUED', status: 'IN_PROGRESS' });
    const { lectureId, deadlineAt } = lecture;
    const unclaimed = { kind: 'text', deadlineAt };
    expect(journey.queue.sent).toEqual([{ userId, lectureId, isSubmitted: true, unclaimed }]);
    expect(await journey.details.findTranscript(lecture)).toEqual({
      text: saidText,
      model: 'typed',
    });
  });

  it('is one for all repeats, and goes to no worker once it is judged', async () => {
    const { journey, submit } = typing();
    const { lectureId } = await submit();
    await submit();
    expect(journey.queue.sent).toHaveLength(2);
    await journey.drainQueue();
    expect(await submit()).toMatchObject({ lectureId, status: 'SUCCESS' });
    expect(journey.queue.sent).toEqual([]);
  });

  it('whose first request died before its row is put by the next under the same id', async () => {
    const { journey, submit } = typing();
    const lectures = { ...journey.lectures, create: () => Promise.reject(new Error('crash')) };
    await expect(submit({ lectures })).rejects.toThrow('crash');
    const [name] = journey.details.transcripts.keys();
    const { lectureId } = await submit();
    expect(`${userId}/${lectureId}`).toBe(name);
  });

  it('is found by a repeat though its row was put a moment ago', async () => {
    const { journey, submit } = typing();
    const first = await submit();
    journey.lectures.lagBehind(first);
    expect((await submit()).lectureId).toBe(first.lectureId);
  });

  it('costs no read of its row', async () => {
    const { journey, submit } = typing();
    await submit();
    expect(journey.lectures.reads).toEqual({ consistent: 0, eventual: 0 });
  });

  it('on a topic that does not exist is refused', async () => {
    const { submit } = typing();
    expect(await refusal(submit({ topicId: 9_999 }))).toEqual({
      ...{ code: 'TOPIC_NOT_FOUND', field: 'topicId' },
    });
  });

  it('that is deleted that very moment may be sent again', async () => {
    const { journey, submit } = typing();
    const lectures = { ...journey.lectures, create: async () => false };
    expect(await refusal(submit({ lectures }))).toMatchObject({ code: 'BUSY' });
  });
});
