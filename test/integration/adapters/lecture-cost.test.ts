import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import type { Table } from '../../../shared/adapters/dynamo-table.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { lectureUnitsByPlace } from '../../bench/scale/hottest-second.ts';
import { type CapacityMeter, capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, hasDynoxide } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { lectureUnits, type MeteredLecture, meterLecture } from '../../support/metered-lecture.ts';

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'a lecture of 2,000 characters and six key points', (engine) => {
    let table: Table;
    let meter: CapacityMeter;
    let lecture: MeteredLecture;
    beforeAll(async () => {
      table = await engine.freshTable();
      meter = capacityMeter(table.client);
      lecture = await meterLecture(table, meter);
    });

    it('costs at most 22 write units, 5 read units, and half a read unit for each poll', () => {
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

    it('costs more by each lecture of the last month, whose rows its standing is made from', async () => {
      const { lecture: ended } = lecture.feedback;
      const Key = lectureKey(ended);
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
      const readStanding = dynamoStandingSources(table);
      const unitsOfStanding = async () => {
        meter.reset();
        const { results } = await readStanding(ended.userId, 0);
        return { results: results.length, units: unitsOf(meter.reads) };
      };
      const alone = await unitsOfStanding();
      const others = 60;
      for (let more = 1; more <= others; more++) {
        const other = lectureKey({ ...ended, lectureId: ended.lectureId - 1_000 * more });
        await table.client.send(
          new PutCommand({ TableName: table.name, Item: { ...Item, ...other } }),
        );
      }
      const full = await unitsOfStanding();
      expect(full.results - alone.results).toBe(others);
      expect((full.units - alone.units) / others).toBeLessThanOrEqual(
        measured.readUnitsPerEarlierLecture,
      );
    });

    it('takes as many units of shared partitions as the simulation of many learners assumes', () => {
      const calls = lecture.steps
        .filter(({ step }) => step !== 'poll')
        .flatMap(({ writes, reads }) => [...writes, ...reads]);
      const openShard = calls.reduce(
        (sum, call) => sum + (call.indexUnits['openLectures'] ?? 0),
        0,
      );
      const counter = calls.filter(({ partitions }) => partitions.includes('QUOTA'));
      expect(openShard).toBe(lectureUnitsByPlace.openShard.writes);
      expect(unitsOf(counter)).toBe(lectureUnitsByPlace.counter.writes);
      const others = calls.filter((call) => !counter.includes(call));
      expect(new Set(others.flatMap(({ partitions }) => partitions)).size).toBe(1);
      expect(unitsOf(others) - openShard).toBeLessThanOrEqual(
        lectureUnitsByPlace.learner.writes + lectureUnitsByPlace.learner.reads,
      );
    });
  });

  describeOnEngine('dynoxide', 'a lecture that comes back', (engine) => {
    it('pays no more for a write that notes which endpoints were asked in vain', async () => {
      const table = await engine.freshTable();
      const lectures = dynamoLectures(table);
      const meter = capacityMeter(table.client);
      const longest = '가'.repeat(40);
      const reserved = { day: 20_781, microDollars: 123_456 };
      const unitsWith = async (lectureId: number, askedInVain: Lecture['askedInVain']) => {
        const { topic } = lectureOf();
        const lecture = lectureOf({
          lectureId,
          topic: { ...topic, majorName: longest, subjectName: longest, topicName: longest },
          correlationId: 'Root=1-67891233-abcdef012345678912345678',
          uploadProof: 'p'.repeat(22),
        });
        const claimBy = (messageId: string) => ({
          messageId,
          leaseUntil: 2,
          deadlineAt: lecture.deadlineAt,
          etag: 'e'.repeat(32),
        });
        await lectures.create(lecture);
        const first = await lectures.claim(lecture, claimBy('1'.repeat(36)));
        if (!first) throw new Error('not claimed');
        meter.reset();
        const charged = { ...first, isCharged: true, reservation: reserved, spentMicroDollars: 1 };
        await lectures.release({ ...charged, askedInVain }, 3);
        const second = await lectures.claim(first, claimBy('2'.repeat(36)));
        if (!second) throw new Error('not claimed again');
        await lectures.markAssessing(second);
        await lectures.finish(second, { status: 'SUCCESS', score: 1 }, lecture.createdAt);
        return meter.writes.map(({ units }) => units);
      };
      const without = await unitsWith(1, undefined);
      expect(without).toHaveLength(4);
      expect(await unitsWith(2, { speech: [0, 1, 2], assessment: [0, 1, 2] })).toEqual(without);
    });
  });
}
