import type { Bench, Cell, Section, Table, Verdict } from '../report/section.ts';
import { assumed } from './assumptions.ts';
import type { DocumentInputs } from './document-months.ts';
import {
  affordableKilobitsPerSecond,
  allOfAwsDollars,
  audioDollars,
  type Charge,
  monthOf,
  ownKilobitsPerSecond,
  ownProviders,
  targetDollars,
  thousandLectures,
  total,
} from './figures.ts';
import { readInputs } from './inputs.ts';
import { recordingGb } from './lecture-usage.ts';
import { prices, pricesAsOf } from './prices.ts';
import { dollars, number } from './table-text.ts';

const months = [1_000, 100_000, 10_000_000];
const thousand = 1_000;

/** The figures of docs/costs.md: computed, and the same in each run of the same code. */
export const costsBench: Bench = async ({ log }) => {
  log('logs of a journey, and the stage prod');
  return costsSection(await readInputs());
};

export function costsSection(inputs: DocumentInputs): Section {
  return {
    id: 'costs',
    title: 'Costs',
    method: `What one lecture of ${assumed.lectureSeconds / 60} minutes uses, counted from the code and from the section on units, at the list prices of ${inputs.region} as of ${pricesAsOf} (secondary sources): ${inputs.stage.workerMemoryMegabytes} MB of worker for ${assumed.providerSeconds} s of provider time, ${assumed.polls} polls, no free tier; \`docs/costs.md\` names every assumption. The target is of AWS’s marginal cost without OpenAI’s bill. What AWS charges for sending the recording to the provider is on AWS’s bill, so it counts; it depends on a bit rate that the learner’s browser chooses, so it also stands apart.`,
    verdicts: verdictsOf(inputs),
    tables: [monthsTable(inputs), partsTable(inputs)],
  };
}

function verdictsOf(inputs: DocumentInputs): Verdict[] {
  const charges = thousandLectures(inputs);
  const withoutAudio = total(charges);
  const kilobits = ownKilobitsPerSecond;
  const audio = audioDollars(kilobits);
  const [dearest] = charges;
  return [
    {
      metric: `1,000 lectures, AWS’s marginal cost, at the ${kilobits} kbit/s of our own web app`,
      measured: allOfAwsDollars(inputs, kilobits),
      unit: '$',
      digits: 3,
      atMost: targetDollars.withWayOut,
      because: `Of it ${dollars(audio)} is the recording’s way out to the speech provider: 1,000 lectures are ${number(thousand * recordingGb(kilobits))} GB, and AWS takes ${dollars(prices.transferOutGb.tiers[0].dollars)} for each. The next largest part is “${dearest?.what}”, ${dollars(dearest?.dollars ?? 0)}. Up to ${number(Math.floor(affordableKilobitsPerSecond(inputs)))} kbit/s the target is met.`,
    },
    {
      metric: '1,000 lectures, without the recording’s way out',
      measured: withoutAudio,
      unit: '$',
      digits: 3,
      atMost: targetDollars.withoutWayOut,
    },
  ];
}

function monthsTable(inputs: DocumentInputs): Table {
  return {
    title: 'By lectures a month',
    columns: [
      { title: 'lectures a month' },
      { title: 'fixed, a month', unit: '$', digits: 2 },
      { title: 'marginal, for 1,000', unit: '$', digits: 3 },
      { title: 'of it the recordings’ way out', unit: '$', digits: 3 },
      { title: 'AWS, for 1,000, fixed included', unit: '$', digits: 3 },
      { title: 'AWS, a month', unit: '$', digits: 2 },
      { title: 'providers, for 1,000', unit: '$', digits: 2 },
    ],
    rows: months.map((lectures) => {
      const month = monthOf(lectures, inputs);
      const forThousand = (amount: number) => (amount / lectures) * thousand;
      return [
        lectures,
        month.fixed,
        forThousand(month.aws - month.fixed),
        forThousand(month.audio),
        forThousand(month.aws),
        month.aws,
        forThousand(month.providers),
      ];
    }),
    note: 'At the tiers that such a month reaches; the marginal cost has the folds of the ranking in it, and at a busy service fewer reads of secrets. Rows of earlier months come on top.',
  };
}

function partsTable(inputs: DocumentInputs): Table {
  const charges = thousandLectures(inputs);
  const audio: Charge = {
    what: 'the recording, to the speech provider',
    meter: 'transferOutGb',
    quantity: thousand * recordingGb(),
    dollars: audioDollars(),
  };
  const all = [...charges, audio].toSorted((a, b) => b.dollars - a.dollars);
  const sum = total(all);
  const own = ownProviders(inputs);
  return {
    title: 'What 1,000 lectures are paid for',
    columns: [
      { title: 'service' },
      { title: 'what' },
      { title: 'for 1,000', unit: '$', digits: 4 },
      { title: 'share', unit: '%' },
    ],
    rows: all.map((charge): Cell[] => [
      prices[charge.meter].service,
      charge.what,
      charge.dollars,
      Math.round((100 * charge.dollars) / sum),
    ]),
    note: `The providers come beside: ${dollars(own.both)} with ${inputs.speech.model} and ${inputs.chat.model}.`,
  };
}
