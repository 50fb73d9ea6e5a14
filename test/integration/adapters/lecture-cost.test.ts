import { expect, it } from 'vitest';
import { describeOnEngine, hasDynoxide } from '../../support/dynamo-engines.ts';
import { lectureUnits, meterLecture } from '../../support/metered-lecture.ts';

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'a lecture of 2,000 characters and six key points', (engine) => {
    it('costs at most 22 write units, 5 read units, and half a read unit for each poll', async () => {
      const lecture = await meterLecture(await engine.freshTable());
      expect(lecture.uploadEvent).toEqual({ done: 'not submitted yet' });
      expect(lecture.polled.lecture.status).toBe('IN_PROGRESS');
      expect(lecture.worked).toEqual({ done: 'SUCCESS' });
      const { lecture: ended, detail } = lecture.feedback;
      expect(ended.status).toBe('SUCCESS');
      expect(detail.transcript?.text).toHaveLength(2_000);
      expect(detail.feedback?.feedback.keyPoints.map(({ quote }) => quote.length)).toEqual(
        Array(6).fill(60),
      );

      const { writes, reads, readsOfPoll } = lectureUnits(lecture);
      expect(writes).toBeLessThanOrEqual(22);
      expect(reads).toBeLessThanOrEqual(5);
      expect(readsOfPoll).toBeLessThanOrEqual(0.5);
    });
  });
}
