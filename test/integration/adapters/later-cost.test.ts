import { expect, it } from 'vitest';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoAssessments } from '../../../shared/adapters/dynamo-assessments.ts';
import { dynamoCredits } from '../../../shared/adapters/dynamo-credits.ts';
import { dynamoLaters } from '../../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { correctTranscript } from '../../../shared/lectures/correct-transcript.ts';
import { disputeLabel } from '../../../shared/lectures/dispute-label.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, type EngineTable, hasDynoxide } from '../../support/dynamo-engines.ts';
import { answerOf, heardOf, saidText, wavOf } from '../../support/lecture-factory.ts';
import {
  deliveryOf,
  generousLimits,
  lectureJourney,
  testPrices,
} from '../../support/lecture-journey.ts';

/** About 2,000 characters with the three sentences that are judged. */
const talk = `${saidText} ${Array.from({ length: 90 }, (_, index) => `${index}번째로 덧붙일 말은 이것입니다.`).join(' ')}`;

/** A lecture that was graded, in a table of its own. */
async function taughtIn(table: EngineTable, userId: number) {
  const journey = lectureJourney();
  const lectures = dynamoLectures(table);
  const details = dynamoLectureDetails(table);
  const clock = journey.clock.now;
  const stored = {
    lectures,
    details,
    laters: dynamoLaters(table),
    repeats: dynamoRepeats(table, 86_400),
    credits: dynamoCredits(table),
  };
  const allowances = dynamoAllowances(table);
  const work = async () => {
    const message = journey.queue.sent.shift();
    if (!message) throw new Error('nothing was sent');
    return journey.process(message, deliveryOf(), {
      ...stored,
      assessments: dynamoAssessments(table, clock),
      allowance: { allowances, limits: generousLimits, prices: testPrices, clock },
    });
  };
  const { recording, text } = journey.laterPorts;
  const ports = {
    ...stored,
    clock,
    recording: { ...recording, ...stored },
    text: {
      ...text,
      ...stored,
      fingerprint: (parts: readonly string[]) => parts.join().slice(0, 64),
    },
  };
  journey.speech.will(heardOf({ text: talk }));
  journey.chat.will(answerOf(['covered', 'missing', 'partial']));
  const key = journey.presign(userId);
  journey.recordings.upload(key, wavOf('이야기'));
  await journey.submit(key, 1001, { ...journey.submitPorts, ...stored });
  expect(await work()).toEqual({ done: 'SUCCESS' });
  return { journey, key, ports, work };
}

type Taught = Awaited<ReturnType<typeof taughtIn>>;
const correlationId = 'Root=1-67891233-abcdef0123456789';

const kinds = {
  answer: ({ ports, key }: Taught, text = '두 키가 같은 칸에 올 수 있어요.', round = 1) =>
    answerPupil(ports, key, { userId: key.userId, round, text, correlationId }),
  correction: ({ ports, key }: Taught) =>
    correctTranscript(ports, key, {
      userId: key.userId,
      text: talk.replace('상수 시간', '일정한 시간'),
      correlationId,
    }),
  dispute: ({ ports, key }: Taught) =>
    disputeLabel(ports, key, { userId: key.userId, keyPoint: 3, correlationId }),
};

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'what follows a lecture of 2,000 characters', (engine) => {
    it('costs the units that docs/costs.md assumes', async () => {
      const table = await engine.freshTable();
      const meter = capacityMeter(table.client);
      const unitsOfKind = async (kind: keyof typeof kinds, userId: number) => {
        const taught = await taughtIn(table, userId);
        // The day's counters of quarters exist from the first judgement on.
        taught.journey.chat.willJudge({ label: 'missing', reason: '까닭' });
        await kinds.answer(taught, '모르겠어요.');
        await taught.work();
        taught.journey.chat.willJudge({ label: 'covered', reason: '까닭이 여기에 있어요.' });
        meter.reset();
        await (kind === 'answer' ? kinds.answer(taught, undefined, 2) : kinds[kind](taught));
        expect(await taught.work()).toEqual({ done: 'SUCCESS' });
        return { writes: unitsOf(meter.writes), reads: unitsOf(meter.reads) };
      };
      expect({
        answer: await unitsOfKind('answer', 7_001),
        correction: await unitsOfKind('correction', 7_002),
        dispute: await unitsOfKind('dispute', 7_003),
      }).toEqual({
        answer: measured.unitsPerAnswer,
        correction: measured.unitsPerCorrection,
        dispute: measured.unitsPerDispute,
      });
    });
  });
}
