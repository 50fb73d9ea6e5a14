import { afterEach, describe, expect, it } from 'vitest';
import { asking, bodyOf, recorder, runtimes, start } from './lambda-runtimes.ts';
import { tinyFunction } from './tiny-function.ts';

afterEach(async () => {
  await Promise.all(runtimes.splice(0).map((runtime) => runtime.stop()));
  recorder.lines.length = 0;
});

describe('a function that a queue feeds', () => {
  const fn = tinyFunction('echo');
  const fed = () =>
    start(fn, {
      stack: {
        functions: [fn],
        eventSources: [
          {
            queueArn: 'arn:aws:sqs:ap-northeast-2:000000000000:lectures',
            functionArn: fn.arn,
            batchSize: 1,
            maximumConcurrency: 2,
          },
        ],
      },
    });
  const filling = (megabytes: number): unknown => ({
    queryStringParameters: { do: 'fill', megabytes },
  });

  it('has the memory of its template, and is killed beyond it', async () => {
    const runtime = fed();
    expect(await runtime.invoke(fn.arn, filling(60))).toMatchObject({ succeeded: true });
    expect(await runtime.invoke(fn.arn, filling(220))).toMatchObject({
      succeeded: false,
      errorType: 'Runtime.ExitError',
      errorMessage: 'Runtime exited with error: signal: killed',
    });
    expect(await runtime.invoke(fn.arn, {})).toMatchObject({ succeeded: true });
  });

  it('has only its own environment', async () => {
    const { environment } = bodyOf(await fed().invoke(fn.arn, {}));
    expect(environment).toHaveProperty('AWS_LAMBDA_FUNCTION_NAME', 'tiny-echo');
    expect(environment).not.toHaveProperty('PATH');
    expect(environment).not.toHaveProperty('NODE_CHANNEL_FD');
  });

  it.each([
    ['exit', 'Runtime.ExitError', 'Runtime exited with error: exit status 3'],
    ['reject-later', 'RangeError', 'asked to reject'],
  ])('is thrown away after %s', async (misbehaviour, errorType, errorMessage) => {
    const runtime = fed();
    const failed = await runtime.invoke(fn.arn, asking(misbehaviour));
    expect(failed).toMatchObject({ succeeded: false, errorType, errorMessage });
    expect(await runtime.invoke(fn.arn, {})).toMatchObject({ succeeded: true });
  });
});
