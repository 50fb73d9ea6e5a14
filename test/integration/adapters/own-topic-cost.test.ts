import { expect, it } from 'vitest';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { createTopic } from '../../../shared/own-topics/create-topic.ts';
import { listedTopicBody } from '../../../shared/own-topics/own-topic-body.ts';
import { readOwnTopic } from '../../../shared/own-topics/read-own-topics.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, hasDynoxide } from '../../support/dynamo-engines.ts';
import {
  deliveryOf,
  generousLimits,
  lectureJourney,
  testPrices,
} from '../../support/lecture-journey.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';

/** 2,000 characters, of which no two sentences are the same. */
const notes = Array.from({ length: 80 }, (_, index) => `${index}번째로 배운 것은 농도와 막이다.`)
  .join(' ')
  .slice(0, 2_000);

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'an own topic of 2,000 characters of notes', (engine) => {
    it('costs the units that docs/costs.md assumes', async () => {
      const table = await engine.freshTable();
      const journey = lectureJourney();
      const clock = journey.clock.now;
      journey.chat.willPrepare(preparedAnswer);
      const topics = dynamoOwnTopics(table);
      const preparations = dynamoLectures(table, preparationRows);
      const meter = capacityMeter(table.client);
      const create = (title: string) =>
        createTopic(
          {
            ...{ preparations, topics, clock, queue: journey.queue, random: Math.random },
            repeats: dynamoRepeats(table, 3_600),
            fingerprint: (parts) => JSON.stringify(parts).slice(0, 64),
          },
          { userId: 7_001, title, notes, correlationId: 'Root=1-67891233-abcdef0123456789' },
        );
      const work = () => {
        const message = journey.queue.sent.shift();
        if (!message) throw new Error('nothing was sent');
        const allowances = dynamoAllowances(table);
        const allowance = { allowances, limits: generousLimits, prices: testPrices, clock };
        return journey.process(message, deliveryOf(), { preparations, topics, allowance });
      };
      // The day's counters exist from the first topic on.
      await create('첫째');
      await work();
      meter.reset();
      const { topic } = await create('둘째');
      expect(await work()).toEqual({ done: 'SUCCESS' });
      expect(unitsOf(meter.writes)).toBe(measured.writeUnitsPerTopic);
      expect(unitsOf(meter.reads)).toBe(measured.readUnitsPerTopic);

      meter.reset();
      const topicId = topic.preparation.lectureId;
      const read = await readOwnTopic({ topics, clock }, { userId: 7_001, topicId });
      expect(listedTopicBody(read.topic, 'ko').status).toBe('READY');
      expect(unitsOf(meter.reads)).toBe(measured.readUnitsPerTopicPoll);
    });
  });
}
