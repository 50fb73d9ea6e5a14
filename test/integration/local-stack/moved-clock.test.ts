import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  type LambdaRuntime,
  startLambdaRuntime,
} from '../../../infra/local/lambda/lambda-runtime.ts';
import { simulatedCalendar } from '../../support/simulated-calendar.ts';
import { LogRecorder } from './log-recorder.ts';
import { tinyFunction } from './tiny-function.ts';

const times = z.tuple([z.number(), z.number(), z.number(), z.literal('1970-01-01T00:00:00.000Z')]);
const remaining = z.object({ context: z.object({ remaining: z.number() }) });
const answered = z.object({ body: z.string() });

const fn = tinyFunction('echo');
const eventSource = {
  queueArn: 'arn:aws:sqs:ap-northeast-2:000000000000:lectures',
  functionArn: fn.arn,
  batchSize: 1,
  maximumConcurrency: 1,
};

let runtime: LambdaRuntime;
afterEach(() => runtime.stop());

async function payloadOf(event: unknown): Promise<unknown> {
  const result = await runtime.invoke(fn.arn, event);
  if (!result.succeeded) throw new Error(result.errorMessage);
  return JSON.parse(result.payload);
}

/** Every way to ask for the time, in whole minutes since the epoch. */
async function minutesSaid(): Promise<number[]> {
  const said = times.parse(await payloadOf({ queryStringParameters: { do: 'time' } }));
  return said.slice(0, 3).map((at) => Math.floor(Number(at) / 60_000));
}

describe('a stack whose clock is moved', () => {
  it.each([
    { where: 'a thread', eventSources: [] },
    { where: 'a process of its own', eventSources: [eventSource] },
  ])('moves the time of a function in $where from event to event', async ({ eventSources }) => {
    const calendar = simulatedCalendar('2031-05-01T09:00:30+09:00');
    runtime = startLambdaRuntime({
      stack: { functions: [fn], eventSources },
      credentials: () => ({ accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C' }),
      edgeOrigin: 'http://127.0.0.1:1',
      log: new LogRecorder().log,
      clock: calendar.now,
    });
    const minute = Date.parse('2031-05-01T09:00+09:00') / 60_000;
    expect(await minutesSaid()).toEqual([minute, minute, minute]);
    calendar.turnOnMinutes(24 * 60);
    const next = minute + 24 * 60;
    expect(await minutesSaid()).toEqual([next, next, next]);
    calendar.turnTo('2031-04-30T09:00:30+09:00');
    const before = minute - 24 * 60;
    expect(await minutesSaid()).toEqual([before, before, before]);

    const { body } = answered.parse(await payloadOf({}));
    const left = remaining.parse(JSON.parse(body)).context.remaining;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(10_000);
  });
});
