import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynoxide } from '../../support/dynoxide-server.ts';
import type { Bench, Section, Table, Verdict } from '../report/section.ts';
import { pairedRatios, quantile, randomFrom, shuffled, spreadOf } from '../statistics.ts';
import { type FoldedStandings, foldSimulated } from './folded-standings.ts';
import { userIdOf } from './learners.ts';
import { type RankingSubject, rankingAmong } from './subject.ts';

const smallest = 1_000;
const largest = 1_000_000;
const sizes = [smallest, 10_000, 100_000, largest];
/** Most of the time goes into storing these: below half of the effort they are left out. */
const slowest = 100_000;
const viewsPerTurn = 25;
const warmUpTurns = 4;
const turnsOfFullEffort = 60;
const fewestTurns = 8;

const targets = { viewReadUnits: 2, p50Ratio: 1.2 };

/** Milliseconds of the views of one ranking, turn by turn. */
interface MeasuredRanking {
  readonly subject: RankingSubject;
  readonly turns: number[][];
}

/**
 * What one view of the ranking costs, and one fold, by the number of learners.
 * @throws Error on any other platform than linux-x64, which the engine's binary is for
 */
export const rankingBench: Bench = async ({ effort, log }) => {
  const server = await startDynoxide();
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: server.endpoint,
      region: 'ap-northeast-2',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    }),
  );
  try {
    const rankings: MeasuredRanking[] = [];
    for (const learners of sizes.filter((size) => effort >= 0.5 || size !== slowest)) {
      log(`${count(learners)} learners: standings and snapshot`);
      rankings.push({ subject: await rankingAmong(client, learners), turns: [] });
    }
    const turns = Math.max(fewestTurns, Math.round(turnsOfFullEffort * effort));
    log(`${turns} turns of ${viewsPerTurn} views each`);
    await measure(rankings, turns);
    const folded = effort >= 1 ? 10_000_000 : 100_000;
    log(`a fold of ${count(folded)} standings, as DynamoDB answers them`);
    return sectionOf(rankings, await foldSimulated(folded));
  } finally {
    client.destroy();
    await server.stop();
  }
};

/** Turn by turn in changing order, so that what else the machine does strikes all alike. */
async function measure(rankings: readonly MeasuredRanking[], turns: number): Promise<void> {
  const random = randomFrom(1);
  for (let turn = -warmUpTurns; turn < turns; turn++) {
    for (const ranking of shuffled(rankings, random)) {
      const milliseconds: number[] = [];
      for (let view = 0; view < viewsPerTurn; view++) {
        const userId = userIdOf(Math.floor(random() * ranking.subject.standingsStored));
        const begun = performance.now();
        await ranking.subject.view(userId);
        milliseconds.push(performance.now() - begun);
      }
      if (turn >= 0) ranking.turns.push(milliseconds);
    }
  }
}

function sectionOf(rankings: readonly MeasuredRanking[], folded: FoldedStandings): Section {
  const mediansAmong = (learners: number) =>
    (rankings.find(({ subject }) => subject.learners === learners)?.turns ?? []).map((turn) =>
      quantile(turn, 0.5),
    );
  const ratio: Verdict = {
    metric: `view p50, ${count(largest)} : ${count(smallest)} learners`,
    measured: pairedRatios(mediansAmong(largest), mediansAmong(smallest)),
    unit: '×',
    digits: 2,
    atMost: targets.p50Ratio,
  };
  return {
    id: 'ranking',
    title: 'Ranking',
    method: `\`GET /ranking\` as its function answers a checked request, on dynoxide over loopback, among ${count(smallest)} to ${count(largest)} learners of 3 to 20 counting lectures. The sizes take turns of ${viewsPerTurn} views in changing order; a ratio is of the two medians of one turn. Units by item size are those that AWS documents, of the learner with the largest standing. Among ${count(largest)} learners the snapshot is of them all and a sample of their standings is stored: a view reads one standing and the snapshot, wherever the others are.`,
    verdicts: [...rankings.map(({ subject }) => unitsVerdict(subject)), ratio],
    tables: [viewsTable(rankings), foldsTable(rankings), foldedTable(folded)],
  };
}

const unitsVerdict = ({ learners, viewUnitsBySize, viewUnitsByEngine }: RankingSubject) => ({
  metric: `view among ${count(learners)} learners`,
  measured: Math.max(viewUnitsBySize, viewUnitsByEngine),
  unit: 'RRU',
  digits: 1,
  atMost: targets.viewReadUnits,
});

function viewsTable(rankings: readonly MeasuredRanking[]): Table {
  return {
    title: 'A view, by the number of learners',
    columns: [
      { title: 'learners' },
      { title: 'standings stored' },
      { title: 'a view', unit: 'ms', digits: 2 },
      { title: 'by item size', unit: 'RRU', digits: 1 },
      { title: 'as the engine counts', unit: 'RRU', digits: 1 },
      { title: 'snapshot', unit: 'bytes' },
    ],
    rows: rankings.map(({ subject, turns }) => [
      subject.learners,
      subject.standingsStored,
      spreadOf(turns.flat()),
      subject.viewUnitsBySize,
      subject.viewUnitsByEngine,
      subject.snapshotBytes,
    ]),
  };
}

function foldsTable(rankings: readonly MeasuredRanking[]): Table {
  return {
    title: 'One fold of all standings into the snapshot',
    columns: [
      { title: 'learners' },
      { title: 'by item size', unit: 'RRU', digits: 1 },
      { title: 'as the engine counts', unit: 'RRU', digits: 1 },
    ],
    rows: rankings.map(({ subject }) => [
      subject.learners,
      subject.foldUnitsBySize,
      subject.foldUnitsByEngine ?? 'not stored',
    ]),
    note: 'Paid for by the schedule, not by views.',
  };
}

const foldedTable = (folded: FoldedStandings): Table => ({
  title: 'A fold as its function reads them, but for the wire',
  columns: [
    { title: 'learners' },
    { title: 'pages' },
    { title: 'units', unit: 'RRU', digits: 1 },
    { title: 'processor', unit: 's', digits: 1 },
    { title: 'a standing', unit: 'µs', digits: 1 },
    { title: 'memory', unit: 'MB', digits: 0 },
  ],
  rows: [
    [
      folded.learners,
      folded.pages,
      folded.readUnits,
      folded.processorSeconds,
      (folded.processorSeconds / folded.learners) * 1e6,
      folded.peakMegabytes,
    ],
  ],
  note: 'The adapter with the SDK’s own client, on answers of a megabyte in DynamoDB’s own form.',
});

const count = (value: number): string => value.toLocaleString('en-US');
