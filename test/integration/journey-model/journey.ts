import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DynamoEngine, describeOnEngine } from '../../support/dynamo-engines.ts';
import { knownSchedules } from './known-schedules.ts';
import { runSchedule } from './schedule-run.ts';
import { scheduleText } from './schedule-text.ts';
import { type Schedule, schedule } from './steps.ts';
import { Tally } from './tally.ts';

/** About half a minute for two processors; JOURNEY_SCHEDULES (nightly) sets their number instead. */
const gateSchedules = 150;
const nightlySchedules = Number(process.env['JOURNEY_SCHEDULES'] ?? 0);
const allSchedules = nightlySchedules > 0 ? nightlySchedules : gateSchedules;
/**
 * The gate performs the same schedules each time, so that what it says is about the change in hand;
 * the nightly run looks for new ones. To see a failure again: the seed and path it printed.
 */
const gateSeed = 20_261_127;
const seed = process.env['JOURNEY_SEED'] ?? (nightlySchedules > 0 ? undefined : gateSeed);
const path = process.env['JOURNEY_PATH'];
const gateMilliseconds = 300_000;
const nightlyMilliseconds = 8 * 3_600_000;
const schedulesOfAnEngine = 250;

/**
 * What both files of the journey run: two, so that each engine has a processor of its own.
 *
 * @param share of the schedules
 */
export function describeJourney(engineName: DynamoEngine['name'], share: number): void {
  describeOnEngine(
    engineName,
    'the journey, whatever is doubled, lost, reordered or killed',
    (engine) => keepsItsInvariants(engine, share),
  );
}

function keepsItsInvariants(engine: DynamoEngine, share: number): void {
  it(
    'keeps its invariants',
    async () => {
      const tally = new Tally();
      let isShrinking = false;
      let performed = 0;
      const perform = async (given: Schedule) => {
        performed += 1;
        if (performed % schedulesOfAnEngine === 0) await engine.startAnew();
        const table = await engine.freshTable();
        const outcome = await runSchedule(table, given).catch((error: unknown) => {
          isShrinking = true;
          throw error;
        });
        if (!isShrinking) tally.add(outcome);
        await table.client.send(new DeleteTableCommand({ TableName: table.name }));
      };
      const result = await fc.check(fc.asyncProperty(schedule, perform), {
        examples: knownSchedules.map((known): [Schedule] => [known]),
        numRuns: Math.ceil(allSchedules * share),
        ...(seed !== undefined && { seed: Number(seed) }),
        ...(path !== undefined && { path }),
      });
      console.log(`${engine.name}: seed ${result.seed}, ${result.numRuns} schedules\n${tally}`);
      const [broken] = result.counterexample ?? [];
      const report =
        broken &&
        [
          String(result.errorInstance),
          `JOURNEY_SEED=${result.seed} JOURNEY_PATH=${result.counterexamplePath}`,
          `after ${result.numRuns} schedules and ${result.numShrinks} shrinks:`,
          scheduleText(broken),
        ].join('\n');
      expect(report).toBeUndefined();
    },
    nightlySchedules > 0 ? nightlyMilliseconds : gateMilliseconds,
  );
}
