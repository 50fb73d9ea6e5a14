import type { Bench, Cell, Section, Table, Verdict } from '../report/section.ts';
import { quantile, spreadOf } from '../statistics.ts';
import { type FeltGroup, type FeltJourney, feltJourneys } from './felt-journeys.ts';
import { typicalTimes } from './provider-times.ts';
import { talkSeconds } from './talks.ts';

const targets = { polls: 6, unseenSeconds: 1 };
const journeysOfFullEffort = 200;

interface FeltFigures {
  readonly group: FeltGroup;
  readonly journeys: readonly FeltJourney[];
}

/** What a learner waits for after the last word, with providers that take the time of real ones. */
export const feltBench: Bench = async ({ effort, log }) => {
  const figures: FeltFigures[] = [];
  for (const group of feltGroups) {
    const { talkSeconds: seconds, learners, client } = group;
    log(`${learners} at once, ${seconds} s, ${client}`);
    const rounds = Math.max(2, Math.ceil((journeysOfFullEffort * effort) / learners));
    figures.push({ group, journeys: await feltJourneys(group, rounds, typicalTimes) });
  }
  return sectionOf(figures);
};

const feltGroups: readonly FeltGroup[] = [
  ...talkSeconds.flatMap((seconds) =>
    [1, 10, 50].map((learners) => ({ talkSeconds: seconds, learners, client: 'own' as const })),
  ),
  ...talkSeconds.map((seconds) => ({
    ...{ talkSeconds: seconds, learners: 1, client: 'published' as const },
  })),
];

function sectionOf(figures: readonly FeltFigures[]): Section {
  const own = figures.filter(({ group }) => group.client === 'own');
  const { speech, chat, spread, stalls } = typicalTimes;
  return {
    id: 'felt',
    title: 'Felt',
    method: `From the last word to what can be read, on a clock that is simulated: the clients’ own core, the handlers and the use cases run as they are, over fakes that answer at once, so that all the time there is belongs to providers, networks and waiting. Speech takes ${speech.startSeconds} s and a ${speech.timesRealTime}th of the talk, chat ${chat.firstTokenSeconds} s and a second for each ${chat.tokensPerSecond} tokens, half of which are thinking; these are medians of logarithmic normal tails (${spread.start} and ${spread.rate}), and ${stalls.share * 100} % of all calls take ${stalls.times} times as long. A round trip is 60 ms, the way up 10 Mbit/s, recordings are of 24 kbit/s, 50 are worked on at the same time. Talks speak to two, four or all of six key points. Seeded: two runs give the same. What our own code takes on top of this is measured in the section Pipeline.`,
    verdicts: own.flatMap(verdictsOf),
    tables: [waitTable(figures), pollTable(figures)],
  };
}

const nameOf = ({ talkSeconds: seconds, learners, client }: FeltGroup) =>
  `${lengthText(seconds)}, ${learners === 1 ? 'one learner' : `${learners} at once`}${client === 'own' ? '' : ', published app'}`;

const lengthText = (seconds: number) =>
  seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;

const secondsOf = (journeys: readonly FeltJourney[], what: keyof FeltJourney) =>
  journeys.map((journey) => journey[what] / 1_000);

function verdictsOf({ group, journeys }: FeltFigures): Verdict[] {
  return [
    {
      metric: `polls, median, ${nameOf(group)}`,
      measured: quantile(
        journeys.map(({ polls }) => polls),
        0.5,
      ),
      unit: '',
      digits: 1,
      atMost: targets.polls,
    },
    {
      metric: `end → the poll that sees it, p90, ${nameOf(group)}`,
      measured: quantile(secondsOf(journeys, 'unseen'), 0.9),
      unit: 's',
      atMost: targets.unseenSeconds,
    },
  ];
}

function waitTable(figures: readonly FeltFigures[]): Table {
  return {
    title: 'Last word → readable',
    columns: [
      { title: 'talk, learners' },
      ...['transcript', 'first key point', 'all feedback', 'of it providers'].map((title) => ({
        ...{ title, unit: 's' },
      })),
    ],
    rows: figures.map(({ group, journeys }): Cell[] => [
      nameOf(group),
      ...(['transcript', 'firstKeyPoint', 'feedback', 'provider'] as const).map((what) =>
        spreadOf(secondsOf(journeys, what)),
      ),
    ]),
  };
}

function pollTable(figures: readonly FeltFigures[]): Table {
  return {
    title: 'Polls, and how long an end stays unseen',
    columns: [
      { title: 'talk, learners' },
      { title: 'polls' },
      { title: 'end → seen', unit: 's', digits: 2 },
      { title: 'worst', unit: 's', digits: 1 },
    ],
    rows: figures.map(({ group, journeys }): Cell[] => {
      const unseen = secondsOf(journeys, 'unseen');
      return [
        nameOf(group),
        spreadOf(journeys.map(({ polls }) => polls)),
        spreadOf(unseen),
        Math.max(...unseen),
      ];
    }),
  };
}
