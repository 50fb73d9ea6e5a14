/**
 * How long our own code takes from POST /lecture to SUCCESS on the warm local stack, with a
 * stand-in for OpenAI that answers at once. Run it alone on the machine:
 * `node test/bench/journey-overhead.ts`. Ends with 1 where the median is above the target.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { type LocalStack, startLocalStack } from '../../infra/local/local-stack.ts';
import { publishedApp, withoutQuery } from '../support/published-app.ts';

const warmUps = 5;
const journeys = 30;
const pollMilliseconds = 5;
const targetMilliseconds = 150;
const hashTable = 1001;

/** Milliseconds from the moment before the POST. */
interface Journey {
  readonly posted: number;
  readonly speechAsked: number;
  readonly chatAsked: number;
  readonly succeeded: number;
}

const stateDirectory = await mkdtemp(join(tmpdir(), 'learning-mate-bench-'));
const stack = await startLocalStack({
  port: 0,
  memory: true,
  stateDirectory,
  openAi: {},
  context: { checks: 'off' },
  log: () => {},
});
try {
  await measure(stack);
} finally {
  await stack.stop();
  await rm(stateDirectory, { recursive: true, force: true });
}

async function measure({ aws }: LocalStack): Promise<void> {
  const app = publishedApp(stack.origin, { pollMilliseconds });
  await app.start();
  const recording = await readFile(
    new URL('../fixtures/recordings/hash-table-good.webm', import.meta.url),
  );
  const measured: Journey[] = [];
  for (let index = 0; index < warmUps + journeys; index += 1) {
    if (index === warmUps) aws.forgetCalls();
    // An EBML Void element with a number in it: each is another recording, and sounds the same.
    const copy = new Uint8Array([...recording, 0xec, 0x82, index >> 8, index & 0xff]);
    const uploadUrl = await app.presign();
    await app.upload(uploadUrl, copy);
    const journey = await oneJourney(app, uploadUrl);
    if (index >= warmUps) measured.push(journey);
    await queueIsEmpty();
  }
  report(measured);
}

async function oneJourney(
  app: ReturnType<typeof publishedApp>,
  uploadUrl: string,
): Promise<Journey> {
  stack.standIn?.forget();
  const startedAt = epochMilliseconds();
  const body = { topicId: hashTable, audioUrl: withoutQuery(uploadUrl) };
  const response = await app.call('POST', '/lecture', body);
  const posted = epochMilliseconds();
  const { id }: { id?: unknown } = Object(await response.json());
  const { status } = await app.waitFor({ id: Number(id) });
  const succeeded = epochMilliseconds();
  if (status !== 'SUCCESS') throw new Error(`the lecture ended as ${status}`);
  const askedAt = (endpoint: string) =>
    stack.standIn?.requests.find((request) => request.endpoint === endpoint)
      ?.startedAtMilliseconds ?? Number.NaN;
  return {
    posted: posted - startedAt,
    speechAsked: askedAt('speech') - startedAt,
    chatAsked: askedAt('chat') - startedAt,
    succeeded: succeeded - startedAt,
  };
}

/** The upload's own event may still be under way: it belongs to this journey. */
async function queueIsEmpty(): Promise<void> {
  const queueArn = stack.stack.queues.find(({ redrive }) => redrive)?.arn ?? '';
  for (;;) {
    const { visible, inFlight } = await stack.aws.queues.attributes(queueArn);
    if (visible + inFlight === 0) return;
    await after(pollMilliseconds);
  }
}

function report(measured: readonly Journey[]): void {
  const line = (label: string, values: readonly number[]) =>
    console.log(
      `${label.padEnd(34)} median ${quantile(values, 0.5).toFixed(0).padStart(5)} ms   p90 ${quantile(values, 0.9).toFixed(0).padStart(5)} ms`,
    );
  console.log(`${measured.length} journeys, polled every ${pollMilliseconds} ms\n`);
  line('POST answered', column(measured, 'posted'));
  line('speech request at OpenAI', column(measured, 'speechAsked'));
  line('chat request at OpenAI', column(measured, 'chatAsked'));
  line('SUCCESS seen', column(measured, 'succeeded'));

  console.log('\nAWS calls per journey, polls included');
  for (const [name, count] of callsByFunction()) {
    console.log(`${(count / measured.length).toFixed(1).padStart(6)}  ${name}`);
  }
  const median = quantile(column(measured, 'succeeded'), 0.5);
  const isWithin = median <= targetMilliseconds;
  console.log(`\n${isWithin ? 'within' : 'ABOVE'} the target of ${targetMilliseconds} ms`);
  process.exitCode = isWithin ? 0 : 1;
}

function callsByFunction(): [string, number][] {
  const names = new Map(
    stack.stack.functions.map(({ roleArn, logicalId }) => [
      roleArn,
      logicalId.replace(/Function[0-9A-F]{8}$/, ''),
    ]),
  );
  const counts = new Map<string, number>();
  for (const { roleArn, action } of stack.aws.calls) {
    const name = `${names.get(roleArn)} ${action}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([left], [right]) => left.localeCompare(right));
}

function column(measured: readonly Journey[], field: keyof Journey): number[] {
  return measured.map((journey) => journey[field]);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

function epochMilliseconds(): number {
  return performance.timeOrigin + performance.now();
}
