import { afterEach, describe, expect, it } from 'vitest';
import { asking, bodyOf, recorder, runtimes, start } from './lambda-runtimes.ts';
import { tinyFunction } from './tiny-function.ts';

afterEach(async () => {
  await Promise.all(runtimes.splice(0).map((runtime) => runtime.stop()));
  recorder.lines.length = 0;
});

describe('a Lambda environment', () => {
  it('gives the handler its event, its context and only its own environment', async () => {
    const fn = tinyFunction('echo', { environment: { TABLE_NAME: 'lectures' } });
    const result = await start(fn).invoke(fn.arn, { hello: 'world' });

    const { event, context, environment } = bodyOf(result);
    expect(event).toEqual({ hello: 'world' });
    expect(context).toMatchObject({
      functionName: 'tiny-echo',
      memoryLimitInMB: '256',
      invokedFunctionArn: fn.arn,
      awsRequestId: result.requestId,
    });
    expect(context.remaining).toBeGreaterThan(0);
    expect(context.remaining).toBeLessThanOrEqual(10_000);
    expect(environment).toMatchObject({
      TABLE_NAME: 'lectures',
      AWS_ACCESS_KEY_ID: 'ASIATEST',
      AWS_SESSION_TOKEN: 'token',
      AWS_REGION: 'ap-northeast-2',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'tiny-echo',
    });
    expect(environment).not.toHaveProperty('PATH');
    expect(environment).not.toHaveProperty('HOME');
  });

  it('is reused for the next event, and kept after an error of the handler', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    const first = bodyOf(await runtime.invoke(fn.arn, {}));
    expect(await runtime.invoke(fn.arn, asking('throw'))).toMatchObject({
      succeeded: false,
      errorType: 'TypeError',
      errorMessage: 'asked to throw',
    });
    const second = bodyOf(await runtime.invoke(fn.arn, {}));

    const stream = 'AWS_LAMBDA_LOG_STREAM_NAME';
    expect(second.environment[stream]).toBe(first.environment[stream]);
    expect(runtime.environments(fn.arn)).toEqual({ idle: 1, busy: 0 });
    expect(recorder.lines[0]).toMatch(/^TypeError: asked to throw\n\s+at .*tiny-functions/);
  });

  it('returns what Lambda returns, and goes on after an answer that is larger', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    const answerOf = (bytes: number) =>
      runtime.invoke(fn.arn, { queryStringParameters: { do: 'answer-of', bytes } });

    expect(await answerOf(6_291_556)).toMatchObject({ succeeded: true });
    expect(await answerOf(6_291_557)).toMatchObject({
      succeeded: false,
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: expect.stringContaining('(6291556 bytes)'),
    });
    expect(runtime.environments(fn.arn)).toEqual({ idle: 1, busy: 0 });
  });

  it.each([
    ['hang', 'waits for ever'],
    ['spin', 'never yields'],
  ])('is killed at its timeout when the handler %ss (%s)', async (misbehaviour) => {
    const fn = tinyFunction('echo', { timeoutSeconds: 0.2 });
    const runtime = start(fn);
    expect(await runtime.invoke(fn.arn, asking(misbehaviour))).toMatchObject({
      succeeded: false,
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Task timed out after 0.20 seconds',
    });
    expect(runtime.environments(fn.arn)).toEqual({ idle: 0, busy: 0 });
  });

  it.each([
    ['exit', 'Runtime.ExitError', 'Runtime exited with error: exit status 3'],
    ['reject-later', 'RangeError', 'asked to reject'],
  ])('is thrown away after %s', async (misbehaviour, errorType, errorMessage) => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    const failed = await runtime.invoke(fn.arn, asking(misbehaviour));
    expect(failed).toMatchObject({ succeeded: false, errorType, errorMessage });
    expect(runtime.environments(fn.arn)).toEqual({ idle: 0, busy: 0 });
    expect(await runtime.invoke(fn.arn, {})).toMatchObject({ succeeded: true });
  });

  it('fails the event it was busy with when it is killed', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    await runtime.invoke(fn.arn, {});
    const hanging = runtime.invoke(fn.arn, asking('hang'));
    expect(await runtime.kill(fn.arn)).toBe(1);
    expect(await hanging).toMatchObject({ succeeded: false, errorType: 'Runtime.ExitError' });
  });

  it('is killed alone if one of the busy ones is chosen', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    const first = runtime.invoke(fn.arn, asking('hang'));
    const second = runtime.invoke(fn.arn, asking('hang'));
    await expect.poll(() => runtime.environments(fn.arn).busy).toBe(2);
    expect(await runtime.kill(fn.arn, (busyCount) => busyCount - 1)).toBe(1);
    expect(await second).toMatchObject({ succeeded: false, errorType: 'Runtime.ExitError' });
    expect(runtime.environments(fn.arn)).toEqual({ idle: 0, busy: 1 });
    expect(await runtime.kill(fn.arn, () => 0)).toBe(1);
    expect(await first).toMatchObject({ succeeded: false });
    expect(await runtime.kill(fn.arn, () => 0)).toBe(0);
  });

  it('says why a bundle could not be loaded', async () => {
    const fn = tinyFunction('broken');
    expect(await start(fn).invoke(fn.arn, {})).toMatchObject({
      succeeded: false,
      errorMessage: 'missing in the environment: WANTED',
    });
  });

  it('does not find a package that is in the project but not in the bundle', async () => {
    const fn = tinyFunction('broken', { environment: { WANTED: 'here' } });
    expect(await start(fn).invoke(fn.arn, {})).toMatchObject({
      succeeded: false,
      errorMessage: expect.stringContaining("Cannot find package 'zod'"),
    });
  });

  it('passes on what the function logs, JSON lines as they are', async () => {
    const fn = tinyFunction('echo');
    await start(fn).invoke(fn.arn, asking('log'));
    expect(await recorder.line(/as it is/)).toBe('{"level":"INFO","message":"as it is"}');
  });
});

describe('the Lambda runtime', () => {
  it('runs events at the same time in environments of their own', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    const hanging = [1, 2, 3].map(() => runtime.invoke(fn.arn, asking('hang')));
    await expect.poll(() => runtime.environments(fn.arn)).toEqual({ idle: 0, busy: 3 });
    expect(await runtime.kill(fn.arn)).toBe(3);
    await Promise.all(hanging);
  });

  it('cancels no import: eight clients have what they need after their first calls', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    const streams = new Set<string | undefined>();
    const callTogether = async () => {
      const results = await Promise.all(
        Array.from({ length: 8 }, () => runtime.invoke(fn.arn, {})),
      );
      for (const result of results) {
        streams.add(bodyOf(result).environment['AWS_LAMBDA_LOG_STREAM_NAME']);
      }
    };
    await callTogether();
    // Imports that nobody waits for any more are ready a little later.
    await expect.poll(() => runtime.environments(fn.arn)).toEqual({ idle: 8, busy: 0 });
    for (let round = 0; round < 10; round += 1) await callTogether();
    expect(streams.size).toBeLessThanOrEqual(8);
    expect(runtime.environments(fn.arn)).toEqual({ idle: 8, busy: 0 });
  });

  it('gives an event to whichever environment is free first', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn);
    const first = bodyOf(await runtime.invoke(fn.arn, {}));
    // The second finds the first one busy, and the first is free long before another is imported.
    const both = await Promise.all([1, 2].map(() => runtime.invoke(fn.arn, {})));
    const stream = 'AWS_LAMBDA_LOG_STREAM_NAME';
    for (const result of both) {
      expect(bodyOf(result).environment[stream]).toBe(first.environment[stream]);
    }
  });

  it('makes events wait if it has as many environments as it may', async () => {
    const fn = tinyFunction('echo');
    const runtime = start(fn, { maximumEnvironments: 1 });
    const results = await Promise.all([1, 2, 3].map(() => runtime.invoke(fn.arn, {})));
    const streams = results.map(
      (result) => bodyOf(result).environment['AWS_LAMBDA_LOG_STREAM_NAME'],
    );
    expect(new Set(streams).size).toBe(1);
  });

  it('fails events that were still waiting when it stops', async () => {
    const fn = tinyFunction('echo', { timeoutSeconds: 0.5 });
    const runtime = start(fn, { maximumEnvironments: 1 });
    const events = [asking('hang'), {}].map((event) => runtime.invoke(fn.arn, event));
    await expect.poll(() => runtime.environments(fn.arn).busy).toBe(1);
    await runtime.stop();
    expect(await Promise.all(events)).toMatchObject([
      { errorType: 'Sandbox.Timedout' },
      { errorType: 'Sandbox.Stopped' },
    ]);
  });
});
