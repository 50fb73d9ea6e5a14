import { measured } from './assumptions.ts';
import { type CostInputs, total } from './figures.ts';
import { type SharingCall, thousandSharing } from './sharing-usage.ts';
import { dollars, number, table } from './table-text.ts';

const callNames: readonly (readonly [SharingCall, string])[] = [
  ['share', 'topics shared, which are moderated'],
  ['look', 'looks at a shared topic'],
  ['copy', 'copies of one'],
  ['report', 'reports of one'],
];

export function sharing(inputs: CostInputs): string {
  return `## A thousand topics shared, copied and reported

A topic of five key points, each call for the first time; units are those of
test/integration/adapters/sharing-cost.test.ts. The moderation of OpenAI costs nothing.

${table(
  ['1,000', 'units of one', 'AWS'],
  callNames.map(([call, name]) => {
    const { writes, reads } = measured.unitsOfSharing[call];
    return [
      name,
      `${number(writes)} WRU, ${number(reads)} RRU`,
      dollars(total(thousandSharing(inputs, call))),
    ];
  }),
)}

A copy is ready at once and asks no model, so a class of thirty that teaches one topic pays for one preparation. A
learner shares 20 times a day and reports 10 times (shared/contracts/shared-topics.ts).`;
}
