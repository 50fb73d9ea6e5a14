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

/** What rewards for ads cost in a stage that has them. */
export function rewards(inputs: CostInputs): string {
  const { writes, reads } = measured.unitsPerReward;
  const idlePolls = assumed.idlePollers * (secondsPerMonth / assumed.idlePollSeconds);
  return `## A thousand rewards for ads

Rewards are off unless a stage names ad units. The units are those of test/integration/adapters/reward-cost.test.ts,
from the intent to the credit. They come on top of “Coming back”, since most days have no reward. A learner can get at
most ${rewardLimits.creditsPerDay} a day.

${table(
  ['1,000', 'units of each', 'AWS'],
  [
    [
      'rewards, from the intent to the credit',
      `${number(writes)} WRU, ${number(reads)} RRU`,
      dollars(total(charged(times(thousand, rewardUsage(inputs))))),
    ],
  ],
)}

A row of some 160 bytes is kept for ${rewardLimits.creditableDays + 2} days for each day with a reward. It is read together with the profile, so a
learner who sees ads every day pays at most half a read unit more for a call. A reward allows one more lecture, and the ad
has to pay for that lecture and its providers. Lambda polls the queue whether or not there is anything in it, for
${dollars(dollarsOf('sqsRequests', idlePolls))} a month.`;
}
