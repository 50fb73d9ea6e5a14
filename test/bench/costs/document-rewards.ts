import { rewardLimits } from '../../../shared/contracts/rewards.ts';
import { assumed, bytesPerGb, measured, secondsPerMonth } from './assumptions.ts';
import { dollarsOf, times, type Usage } from './charges.ts';
import { type CostInputs, charged, total } from './figures.ts';
import { dollars, number, table } from './table-text.ts';

const thousand = 1_000;

/** An intent with its preflight, a callback, and the message that is verified and credited. */
function rewardUsage({ stage }: Pick<CostInputs, 'stage'>): Usage[] {
  const { writes, reads } = measured.unitsPerReward;
  const seconds = 2 * assumed.readSeconds + assumed.submitSeconds;
  return [
    {
      what: 'three functions',
      meter: 'lambdaGbSeconds',
      quantity: (stage.apiMemoryMegabytes * seconds) / 1_024,
    },
    { what: 'three functions', meter: 'lambdaRequests', quantity: 3 },
    { what: 'API, preflight included', meter: 'httpApiRequests', quantity: 3 },
    { what: 'table writes', meter: 'writeUnits', quantity: writes },
    { what: 'table reads', meter: 'readUnits', quantity: reads },
    // Sent, received and deleted.
    { what: 'its message', meter: 'sqsRequests', quantity: 3 },
    { what: 'answers', meter: 'transferOutGb', quantity: (2 * assumed.answerBytes) / bytesPerGb },
  ];
}

/** What rewards for ads cost where a stage has them. */
export function rewards(inputs: CostInputs): string {
  const { writes, reads } = measured.unitsPerReward;
  const idlePolls = assumed.idlePollers * (secondsPerMonth / assumed.idlePollSeconds);
  return `## A thousand rewards for ads

Off unless a stage names ad units. Units are those of test/integration/adapters/reward-cost.test.ts, from the
intent to the credit; on top of “Coming back”, since most learners and days have none, and at most ${rewardLimits.creditsPerDay} a day.

${table(
  ['1,000', 'units of one', 'AWS'],
  [
    [
      'rewards, from the intent to the credit',
      `${number(writes)} WRU, ${number(reads)} RRU`,
      dollars(total(charged(times(thousand, rewardUsage(inputs))))),
    ],
  ],
)}

Whoever is credited ${rewardLimits.creditsPerDay} times on a day of practice is above the 10 WRU of that table; one reward leaves it below. A
row of some 100 bytes is kept for good for each. What a reward lets through is the lecture itself, with its provider: that is
what the ad has to pay for. Lambda polls the queue whether or not there is anything in it, for ${dollars(dollarsOf('sqsRequests', idlePolls))} a month.`;
}
