// One cold start: imports a bundle, makes the first call, and tells by descriptor 3 what that took.
// Not by IPC, which would load parts of Node that a bundle must pay for itself.
import { readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [bundle, eventFile] = process.argv.slice(2);
const url = pathToFileURL(bundle).href;
const event = eventFile === undefined ? undefined : JSON.parse(readFileSync(eventFile, 'utf8'));
const context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  awsRequestId: 'bench',
  getRemainingTimeInMillis: () => 10_000,
};

const cpu = process.cpuUsage();
const started = process.hrtime.bigint();
const { handler } = await import(url);
const imported = process.hrtime.bigint();
const undici = process.moduleLoadList.some((name) => name.includes('undici'));
const modules = process.moduleLoadList.length;
const call = process.hrtime.bigint();
const answer = event === undefined ? undefined : await handler(event, context);
const answered = process.hrtime.bigint();
const { user, system } = process.cpuUsage(cpu);

const { rss, heapUsed } = process.memoryUsage();
const milliseconds = (from, to) => Number(to - from) / 1e6;
writeSync(
  3,
  JSON.stringify({
    importMilliseconds: milliseconds(started, imported),
    firstCallMilliseconds: event === undefined ? 0 : milliseconds(call, answered),
    cpuMilliseconds: (user + system) / 1000,
    rssMegabytes: rss / 1e6,
    heapMegabytes: heapUsed / 1e6,
    modules,
    modulesCalled: process.moduleLoadList.length,
    undici,
    status: answer?.statusCode,
    headers: answer?.headers,
    body: answer?.body,
  }),
);
process.exit();
