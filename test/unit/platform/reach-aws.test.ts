import { afterEach, describe, expect, it, vi } from 'vitest';
import { reachAws } from '../../../shared/platform/reach-aws.ts';

const startedByLambda = () => vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('reaching AWS while a function starts', () => {
  it('makes every call at once, and the start waits for them', async () => {
    startedByLambda();
    const first = Promise.withResolvers<string>();
    const calls = [vi.fn(() => first.promise), vi.fn(async () => 'second')];
    const start = vi.fn();
    const reached = reachAws(...calls).then(start);
    for (const call of calls) expect(call).toHaveBeenCalledTimes(1);
    await Promise.resolve();
    expect(start).not.toHaveBeenCalled();
    first.resolve('first');
    await reached;
    expect(start).toHaveBeenCalled();
  });

  it('leaves what fails to the request, which meets it again', async () => {
    startedByLambda();
    await expect(reachAws(() => Promise.reject(new Error('refused')))).resolves.toBeUndefined();
  });

  it('goes on after a second if AWS does not answer', async () => {
    startedByLambda();
    vi.useFakeTimers();
    const start = vi.fn();
    const reached = reachAws(() => new Promise(() => undefined)).then(start);
    await vi.advanceTimersByTimeAsync(999);
    expect(start).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await reached;
    expect(start).toHaveBeenCalled();
  });

  it('calls nothing if Lambda does not start the function', async () => {
    vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', undefined);
    const call = vi.fn(async () => undefined);
    await reachAws(call);
    expect(call).not.toHaveBeenCalled();
  });
});
