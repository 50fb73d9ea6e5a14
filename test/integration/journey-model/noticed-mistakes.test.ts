import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnEngine, hasDynoxide } from '../../support/dynamo-engines.ts';
import { Violation } from './ledger.ts';
import { sabotages } from './sabotage.ts';
import { runSchedule } from './schedule-run.ts';
import { schedule } from './steps.ts';

const mostSchedules = 2_000;
const seed = Number(process.env['JOURNEY_SEED'] ?? 22_11);

/** The journey model is worth its time only as long as it finds these. */
describeOnEngine(
  hasDynoxide ? 'dynoxide' : 'dynalite',
  'the journey model notices a pipeline that',
  (engine) => {
    it.each(Object.entries(sabotages))(
      '%s',
      async (name, sabotage) => {
        const property = fc.asyncProperty(schedule, async (given) => {
          const table = await engine.freshTable();
          await runSchedule(table, given, sabotage(table));
        });
        const result = await fc.check(property, {
          seed,
          numRuns: mostSchedules,
          endOnFailure: true,
        });
        console.log(`"${name}" noticed after ${result.numRuns} schedules: ${result.errorInstance}`);
        expect(result.errorInstance).toBeInstanceOf(Violation);
      },
      600_000,
    );
  },
);
