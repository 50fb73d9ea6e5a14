import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnEngine, fasterEngine } from '../../support/dynamo-engines.ts';
import { knownSchedules } from './known-schedules.ts';
import { rareSabotages, sabotages } from './sabotage.ts';
import { runSchedule } from './schedule-run.ts';
import { type Schedule, schedule } from './steps.ts';
import { Violation } from './violation.ts';

const seed = Number(process.env['JOURNEY_SEED'] ?? 2211);
const isNightly = process.env['JOURNEY_SCHEDULES'] !== undefined;

/** The journey model is worth its time only as long as it finds these. */
describeOnEngine(fasterEngine, 'the journey model notices a pipeline that', (engine) => {
  const notice = async (
    name: string,
    sabotage: (typeof sabotages)[string],
    mostSchedules: number,
  ) => {
    const property = fc.asyncProperty(schedule, async (given) => {
      const table = await engine.freshTable();
      await runSchedule(table, given, sabotage(table));
    });
    const result = await fc.check(property, {
      ...{ seed, numRuns: mostSchedules, endOnFailure: true },
      examples: knownSchedules.map((known): [Schedule] => [known]),
    });
    console.log(`"${name}" noticed after ${result.numRuns} schedules: ${result.errorInstance}`);
    expect(result.errorInstance).toBeInstanceOf(Violation);
  };

  it.each(Object.entries(sabotages))(
    '%s',
    (name, sabotage) => notice(name, sabotage, 200),
    120_000,
  );
  // Some take thousands of schedules, half an hour each at most: they are the nightly run's, and named among
  // the skipped in the gate.
  it.skipIf(!isNightly).each(Object.entries(rareSabotages))(
    '%s',
    (name, sabotage) => notice(name, sabotage, 5_000),
    1_800_000,
  );
});
