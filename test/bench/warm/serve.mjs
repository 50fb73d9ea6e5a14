// One warm environment: imports a bundle, then answers the event as often as it is told, one call
// at a time, and tells what each call and the whole batch took.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [bundle, eventFile] = process.argv.slice(2);
const eventText = readFileSync(eventFile, 'utf8');
const context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  awsRequestId: 'bench',
  getRemainingTimeInMillis: () => 10_000,
};
const { handler } = await import(pathToFileURL(bundle).href);

async function batch(calls) {
  // Each call has its own event, as from Lambda; the parsing of it is Lambda's.
  const events = Array.from({ length: calls }, () => JSON.parse(eventText));
  const microseconds = [];
  const statuses = new Set();
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  for (const event of events) {
    const before = process.hrtime.bigint();
    const { statusCode } = await handler(event, context);
    microseconds.push(Number(process.hrtime.bigint() - before) / 1000);
    statuses.add(statusCode);
  }
  const wall = Number(process.hrtime.bigint() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { microseconds, wall, cpu: user + system, statuses: [...statuses] };
}

process.on('message', async ({ calls }) => process.send(await batch(calls)));
process.once('disconnect', () => process.exit());
process.send('ready');
