/**
 * What one view of the ranking costs, and one fold, by the number of learners. Run with
 * `node test/bench/ranking.ts [views per size]` on linux-x64.
 *
 * Up to 10⁵ learners every standing is stored and folded from the index. At 10⁶ the standings are
 * folded as they are made, and only a sample of them is stored, with the snapshot of them all: a
 * view reads one standing and the snapshot, wherever the others are.
 */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { snapshotKey, standingKey, standingShardOf } from '../../shared/adapters/dynamo-keys.ts';
import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { seoulDay } from '../../shared/calendar/seoul-day.ts';
import { foldStandings, type RankingSnapshot } from '../../shared/ranking/snapshot.ts';
import { type Standing, windowDays } from '../../shared/ranking/standing.ts';
import { capacityMeter, unitsOf } from '../support/capacity-meter.ts';
import { startDynoxide } from '../support/dynoxide-server.ts';
import { lectureTableInput } from '../support/lecture-table.ts';
import { rankingView } from '../support/ranking-view.ts';
import { getItemUnits, itemBytes, queryUnits } from '../support/read-units.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000];
const largestStored = 100_000;
const sampleSize = 1_000;
const viewsPerSize = Number(process.argv[2] ?? 2_000);
const viewsPerTurn = 25;
const now = Date.UTC(2026, 10, 22, 3);
const clock = () => now;

/** Learners of 1 to 20 graded lectures with scores around their own mean; always the same ones. */
function standingOfLearner(userId: number): Standing {
  const random = randomFrom(userId);
  const mean = 30 + 60 * random();
  const lectures = 1 + Math.floor(20 * random() ** 2);
  const days = new Map<number, { day: number; sum: number; count: number }>();
  for (let lecture = 0; lecture < lectures; lecture++) {
    const day = seoulDay(now) - Math.floor(windowDays * random());
    const score = Math.max(0, Math.min(100, Math.round(mean + 30 * (random() - 0.5))));
    const { sum, count } = days.get(day) ?? { sum: 0, count: 0 };
    days.set(day, { day, sum: sum + score, count: count + 1 });
  }
  const latest = Math.max(...days.keys());
  return {
    days: [...days.values()].sort((a, b) => a.day - b.day),
    recent: [{ endedAt: now - 3_600_000 - userId, day: latest, score: Math.round(mean) }],
  };
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ids as long as those in use. */
const userIdOf = (index: number) => 244_140_625_000_000 + index;

/** The item that the adapter would put, for writing many in a batch. */
function itemOf(userId: number, { days, recent }: Standing) {
  return {
    ...standingKey(userId),
    standingShard: standingShardOf(userId),
    revision: 1,
    days: days.flatMap(({ day, sum, count }) => [day, sum, count]),
    recent: recent.flatMap(({ endedAt, day, score }) => [endedAt, day, score]),
  };
}

async function store(table: Table, learners: number): Promise<void> {
  const batchSize = 25;
  const batches = Array.from({ length: Math.ceil(learners / batchSize) }, (_, batch) => batch);
  const writer = async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const first = batch * batchSize;
      const requests = Array.from(
        { length: Math.min(batchSize, learners - first) },
        (_, offset) => {
          const userId = userIdOf(first + offset);
          return { PutRequest: { Item: itemOf(userId, standingOfLearner(userId)) } };
        },
      );
      const { UnprocessedItems } = await table.client.send(
        new BatchWriteCommand({ RequestItems: { [table.name]: requests } }),
      );
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('items left unprocessed');
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

async function* generated(learners: number): AsyncGenerator<Standing> {
  for (let index = 0; index < learners; index++) yield standingOfLearner(userIdOf(index));
}

interface Subject {
  readonly learners: number;
  readonly stored: number;
  readonly view: (userId: number) => Promise<unknown>;
  readonly fold: { readonly unitsBySize: number; readonly unitsByEngine: number | undefined };
  readonly viewUnitsBySize: number;
  readonly viewUnitsByEngine: number;
  readonly snapshotBytes: number;
  readonly milliseconds: number[];
}

async function prepare(client: DynamoDBDocumentClient, learners: number): Promise<Subject> {
  const table = { client, name: `learners-${learners}` };
  await client.send(new CreateTableCommand(lectureTableInput(table.name)));
  const stored = learners > largestStored ? sampleSize : learners;
  await store(table, stored);

  const meter = capacityMeter(client);
  const isFolded = stored === learners;
  const standings = isFolded ? dynamoStandings(table).all() : generated(learners);
  const snapshot = await foldStandings(standings, now);
  const unitsByEngine = isFolded ? unitsOf(meter.reads) : undefined;
  await dynamoSnapshots(table).keep(snapshot);
  meter.reset();
  const view = await rankingView(table, clock);
  const answered = await view(userIdOf(0));
  if (answered.ranking === null) throw new Error(`no place among ${learners}`);
  const viewUnitsByEngine = unitsOf(meter.reads);
  client.middlewareStack.remove('capacityMeter');

  return {
    learners,
    stored,
    view,
    fold: { unitsBySize: foldUnits(learners), unitsByEngine },
    viewUnitsBySize: viewUnits(snapshot, Math.min(stored, 10_000)),
    viewUnitsByEngine,
    snapshotBytes: itemBytes({ ...snapshotKey, ...snapshot }),
    milliseconds: [],
  };
}

/** Of the learner whose standing is largest. */
function viewUnits(snapshot: RankingSnapshot, learners: number): number {
  const own = Array.from({ length: learners }, (_, index) => {
    const userId = userIdOf(index);
    return getItemUnits(itemOf(userId, standingOfLearner(userId)));
  });
  return Math.max(...own) + getItemUnits({ ...snapshotKey, ...snapshot });
}

/** By what of each standing stands in the index. */
function foldUnits(learners: number): number {
  let bytes = 0;
  for (let index = 0; index < learners; index++) {
    const userId = userIdOf(index);
    const { revision: _, ...entry } = itemOf(userId, standingOfLearner(userId));
    bytes += itemBytes(entry);
  }
  return queryUnits(bytes);
}

/** Turn by turn in changing order, so that what else the machine does strikes all alike. */
async function measure(subjects: readonly Subject[]): Promise<void> {
  const random = randomFrom(1);
  const turns = Math.ceil(viewsPerSize / viewsPerTurn);
  for (let turn = -4; turn < turns; turn++) {
    const shuffled = subjects
      .map((subject) => ({ subject, at: random() }))
      .sort((a, b) => a.at - b.at);
    for (const { subject } of shuffled) {
      for (let count = 0; count < viewsPerTurn; count++) {
        const userId = userIdOf(Math.floor(random() * subject.stored));
        const begun = performance.now();
        await subject.view(userId);
        // The first turns warm up.
        if (turn >= 0) subject.milliseconds.push(performance.now() - begun);
      }
    }
  }
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

const server = await startDynoxide();
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  }),
);
try {
  const subjects: Subject[] = [];
  for (const learners of sizes) subjects.push(await prepare(client, learners));
  await measure(subjects);

  console.table(
    subjects.map((subject) => ({
      learners: subject.learners,
      'standings stored': subject.stored,
      'view RRU by item size': subject.viewUnitsBySize,
      'view RRU by engine': subject.viewUnitsByEngine,
      'snapshot bytes': subject.snapshotBytes,
      'view p50 ms': quantile(subject.milliseconds, 0.5).toFixed(2),
      'view p90 ms': quantile(subject.milliseconds, 0.9).toFixed(2),
      'fold RRU by item size': subject.fold.unitsBySize,
      'fold RRU by engine': subject.fold.unitsByEngine ?? 'not stored',
    })),
  );
  const [smallest] = subjects;
  const largest = subjects.at(-1);
  if (!smallest || !largest) throw new Error('nothing was measured');
  const ratio = quantile(largest.milliseconds, 0.5) / quantile(smallest.milliseconds, 0.5);
  console.log(
    `${largest.learners} : ${smallest.learners} learners, p50 of ${smallest.milliseconds.length} views each: ${ratio.toFixed(3)} (target 1.2); units: ${(largest.viewUnitsBySize / smallest.viewUnitsBySize).toFixed(2)} (target 2 a view at most)`,
  );
} finally {
  client.destroy();
  await server.stop();
}
