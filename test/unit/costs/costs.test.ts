import { describe, expect, it } from 'vitest';
import { assumed } from '../../bench/costs/assumptions.ts';
import { dollarsOf, dollarsOfAll, type Usage } from '../../bench/costs/charges.ts';
import { costsDocument } from '../../bench/costs/document.ts';
import {
  affordableKilobitsPerSecond,
  allOfAwsDollars,
  audioDollars,
  type CostInputs,
  fixedMonth,
  monthOf,
  ownProviders,
  rankingOf,
  savedPollsDollars,
  targetDollars,
  thousandLectures,
  total,
} from '../../bench/costs/figures.ts';
import { customMetrics, foldReadUnits } from '../../bench/costs/fixed-usage.ts';
import { accessLogBytes, journeyLogs, loggedBytes } from '../../bench/costs/journey-logs.ts';
import { lectureUsage, recordingGb, secretReadsPerMonth } from '../../bench/costs/lecture-usage.ts';
import { dollars, number, table } from '../../bench/costs/table-text.ts';
import { costInputs as inputs } from '../../support/cost-inputs.ts';

/** How much of a meter one lecture uses. */
function quantity(meter: Usage['meter']): number {
  return lectureUsage(inputs.stage, inputs.logs)
    .filter((usage) => usage.meter === meter)
    .reduce((sum, usage) => sum + usage.quantity, 0);
}

describe('a price in tiers', () => {
  it('applies only to what lies in its tier', () => {
    // 12 TB: 10,240 × 0.126 + 2,048 × 0.122
    expect(dollarsOf('transferOutGb', 12_288)).toBeCloseTo(1_540.096, 9);
    expect(dollarsOf('transferOutGb', 10_240)).toBeCloseTo(1_290.24, 9);
    expect(dollarsOf('transferOutGb', 0)).toBe(0);
  });

  it('applies to the sum of what one meter counted in the month', () => {
    const half = { what: '', meter: 'transferOutGb', quantity: 6_144 } as const;
    expect(dollarsOfAll([half, half])).toBeCloseTo(1_540.096, 9);
  });

  it('is given for a number of units', () => {
    // 16,000 × 0.68 / 1,000,000
    expect(dollarsOf('writeUnits', 16_000)).toBeCloseTo(0.010_88, 12);
    // 3,000 × 0.0035 / 10,000
    expect(dollarsOf('s3Reads', 3_000)).toBeCloseTo(0.001_05, 12);
  });
});

describe('one lecture', () => {
  it('counts as many calls to AWS as the code makes', () => {
    expect(quantity('httpApiRequests')).toBe(12);
    expect(quantity('lambdaRequests')).toBe(12);
    expect(quantity('sqsRequests')).toBe(10);
    expect(quantity('writeUnits')).toBe(22);
    expect(quantity('readUnits')).toBe(8.5);
    expect(quantity('s3Writes')).toBe(1);
    expect(quantity('s3Reads')).toBe(3);
    expect(quantity('secretReads')).toBe(4);
  });

  it('pays for the worker’s memory through the provider’s time', () => {
    // worker 0.1875 × 30.7, API 0.5 × (0.08 + 8 × 0.015 + 9 × 0.05 × 0.5 + 0.05)
    expect(quantity('lambdaGbSeconds')).toBeCloseTo(5.756_25 + 0.2375, 9);
  });

  it('sends 1.8 MB at 48 kbit/s', () => {
    expect(recordingGb(48)).toBeCloseTo(1_800_000 / 1_073_741_824, 15);
    // 1.6763806 GB × 0.126
    expect(audioDollars(48)).toBeCloseTo(0.211_224, 6);
  });

  it('costs what its lines cost, dearest first', () => {
    const charges = thousandLectures(inputs);
    expect(charges[0]?.what).toBe('worker, waiting and working');
    // 5,756.25 × 0.0000133334
    expect(charges[0]?.dollars).toBeCloseTo(0.076_75, 6);
    expect(charges.map((charge) => charge.dollars)).toEqual(
      charges.map((charge) => charge.dollars).toSorted((a, b) => b - a),
    );
    // 0.07675 + 0.02 + 0.019291 + 0.01496 + 0.01476 + 0.014156 + 0.005542 + 0.0045 + 0.004 + 0.0036
    // + 0.003167 + 0.002999 + 0.0024 + 0.00105 + 0.00115 + 0.00026
    expect(total(charges)).toBeCloseTo(0.188_6, 3);
  });

  it('costs the target at just the affordable bit rate', () => {
    const kilobits = affordableKilobitsPerSecond(inputs);
    const kept = thousandLectures(inputs).find(({ meter }) => meter === 's3GbMonths')?.dollars ?? 0;
    const keptMore = kept * (kilobits / assumed.recordingKilobitsPerSecond - 1);
    const all = total(thousandLectures(inputs)) + keptMore + audioDollars(kilobits);
    expect(all).toBeCloseTo(targetDollars.withWayOut, 12);
    expect(allOfAwsDollars(inputs, kilobits)).toBeCloseTo(targetDollars.withWayOut, 12);
  });

  it('says what the polls that an app no longer makes would cost in addition', () => {
    // 6,000 requests of API Gateway and of Lambda, 3,000 RRU, 6,000 × 0.5 × (0.015 + 0.05 × 0.5) GB-seconds
    // and 6,000 × 1,200 bytes
    expect(savedPollsDollars(inputs)).toBeCloseTo(
      0.007_38 + 0.0012 + 0.000_407 + 120 * 0.000_013_333_4 + 0.000_845,
      5,
    );
  });

  it('costs the providers five minutes of speech and its tokens', () => {
    // 1,000 × 5 × 0.0045; 1,000 × (5,100 × 0.1 + 2,800 × 0.5) / 1,000,000
    expect(ownProviders(inputs)).toEqual({
      model: 'gpt-transcribe',
      speech: expect.closeTo(22.5, 9),
      chat: expect.closeTo(1.91, 9),
      both: expect.closeTo(24.41, 9),
    });
  });
});

describe('a month', () => {
  it('costs something before its first lecture, for what is there and runs', () => {
    const charges = new Map(fixedMonth(inputs).map((charge) => [charge.what, charge]));
    expect(charges.get('secrets')?.dollars).toBeCloseTo(1.2, 9);
    expect(charges.get('alarms')?.dollars).toBeCloseTo(2, 9);
    expect(charges.get('alarms made of alarms')?.dollars).toBeCloseTo(0.5, 9);
    expect(charges.get('dashboard')?.dollars).toBeCloseTo(3, 9);
    // 43,800 sweeps, 4,380 folds and 2,920 looks for weeks to be closed
    expect(charges.get('sweep, fold and leagues: runs')?.quantity).toBeCloseTo(51_100, 6);
    // 2,920 × 16 × 0.5
    expect(charges.get('leagues: groups to be closed')?.quantity).toBeCloseTo(23_360, 6);
    // 43,800 × 9 × 0.5
    expect(charges.get('sweep: open lectures')?.quantity).toBeCloseTo(197_100, 6);
    // 3 × 5 × 2,628,000 / 20
    expect(charges.get('long polls of the idle queues')?.quantity).toBeCloseTo(1_971_000, 6);
  });

  it('reads secrets for each lecture while few come, and for each environment once many do', () => {
    expect(secretReadsPerMonth(1_000)).toBe(4_000);
    // (4 + 3 × 10,000,000 × 30.785 / 2,628,000) × 8,760
    expect(secretReadsPerMonth(10_000_000)).toBeCloseTo(3_113_540, 0);
  });

  it('adds up', () => {
    const month = monthOf(100_000, inputs);
    expect(month.learners).toBe(25_000);
    expect(month.aws).toBeCloseTo(month.fixed + month.journeys + month.audio + month.folds, 9);
    // 100 × 0.2112238, all in the first tier
    expect(month.audio).toBeCloseTo(21.122_39, 4);
    expect(month.providers).toBeCloseTo(2_441, 6);
    // 100,000 × 30.65 / 2,628,000
    expect(month.averageWorkers).toBeCloseTo(1.166_29, 5);
  });
});

describe('the ranking', () => {
  it('reads as many units as measured, and in proportion for other sizes', () => {
    expect(foldReadUnits(1_000)).toBe(19.5);
    expect(foldReadUnits(500)).toBe(9.75);
    expect(foldReadUnits(1_000_000)).toBe(19_218);
    expect(foldReadUnits(2_500_000)).toBeCloseTo(48_045, 6);
  });

  it('costs a million learners thirteen dollars a month, and two by the hour', () => {
    const { month, monthHourly } = rankingOf(1_000_000, inputs);
    // 4,380 × 19,218 × 0.1355 / 1,000,000 + 4,380 × 50 × 0.5 × 0.0000133334
    expect(month).toBeCloseTo(11.405_691 + 1.460_007, 4);
    expect(monthHourly).toBeCloseTo((11.405_691 + 1.460_007) / 6, 4);
  });
});

describe('own metrics', () => {
  it('count one for each metric and each combination of its dimensions that occurs', () => {
    const { usual, atMost } = customMetrics();
    // 33 that are not of trouble, two more by arm, one by kind, by what became of a push, by a topic's ending, by what came after a result, by
    // place, by a verdict and by a report's reason, one by ending, and three of labels by what gave them
    expect(usual).toBe(46);
    expect(atMost).toBeGreaterThan(usual);
  });
});

describe('logs', () => {
  it('count what Lambda and CloudWatch add to a line', () => {
    const bare = loggedBytes([]);
    // one byte for the line’s end, 67 before it, 26 for the event
    expect(loggedBytes(['가'])).toBe(bare + 3 + 1 + 67 + 26);
  });

  it('fill in the line of the access log', () => {
    expect(accessLogBytes('{"status":"$context.status"}')).toBe('{"status":"200"}'.length + 26);
    expect(accessLogBytes('$context.integration.error')).toBe('-'.length + 26);
  });

  it('are the same for each lecture that passes through the stacks, metrics included', {
    timeout: 60_000,
  }, async () => {
    const first = await journeyLogs('');
    expect(first).toEqual(await journeyLogs(''));
    // started, success awaited, ended, succeeded, labels given; one call to hear, one to find, three
    // to judge and one to ask as a pupil, each with who answered
    expect(first.metricLines).toBe(17);
  });
});

describe('the document', () => {
  const document = (stage: Partial<CostInputs['stage']> = {}) =>
    costsDocument({
      ...inputs,
      stage: { ...inputs.stage, ...stage },
      region: 'ap-northeast-2',
      dailyLecturesGlobal: 5_000,
      workerMaximumConcurrency: 50,
      reminderMaximumConcurrency: 20,
      foldTimeoutSeconds: 120,
      canary: { periodMinutes: 10 },
    });

  it('says whether the target is met, or by how much it is missed', () => {
    const line = 'AWS, without sending the recordings to the speech provider';
    expect(document()).toContain(`| ${line} | $0.189 | met |`);
    // (1 − 0.1875) × 30,700 × 0.0000133334 more
    expect(document({ workerMemoryMegabytes: 1_024 })).toContain(
      `| ${line} | $0.521 | missed by $0.321 |`,
    );
  });

  it('leaves no figure undefined', () => {
    expect(document()).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('shows amounts with as many digits as they need', () => {
    expect([0, 0.000_26, 0.2396, 35.875, 358_750].map(dollars)).toEqual([
      '$0.000',
      '$0.00026',
      '$0.240',
      '$35.88',
      '$358,750.00',
    ]);
    expect([19.5, 192.5, 0.017_225, 18_496].map(number)).toEqual([
      '19.5',
      '192.5',
      '0.0172',
      '18,496',
    ]);
    expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
  });
});
