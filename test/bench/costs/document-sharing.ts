import { measured } from './assumptions.ts';
import { type CostInputs, total } from './figures.ts';
import { type SharingCall, thousandSharing } from './sharing-usage.ts';
import { dollars, number, table } from './table-text.ts';

const callNames: readonly (readonly [SharingCall, string])[] = [
  ['share', 'topics shared, moderation included'],
  ['look', 'looks at a shared topic'],
  ['copy', 'copies of a shared topic'],
  ['report', 'reports of a shared topic'],
];

export function sharing(inputs: CostInputs): string {
  return `## A thousand topics shared, copied and reported

These are the costs for a topic of five key points, when each call is made for the first time. The units are those of
test/integration/adapters/sharing-cost.test.ts. OpenAI’s moderation costs nothing.

${table(
  ['1,000', 'units of each', 'AWS'],
  callNames.map(([call, name]) => {
    const { writes, reads } = measured.unitsOfSharing[call];
    return [
      name,
      `${number(writes)} WRU, ${number(reads)} RRU`,
      dollars(total(thousandSharing(inputs, call))),
    ];
  }),
)}

A copy is ready at once and needs no model, so a class of thirty that teaches one topic pays for one preparation. A
learner may share 20 times a day and report 10 times (shared/contracts/shared-topics.ts).`;
}
