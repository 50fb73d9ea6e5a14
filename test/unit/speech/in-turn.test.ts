import { describe, expect, it } from 'vitest';
import { inTurn } from '../../../shared/speech/in-turn.ts';
import { ProviderError, type ProviderErrorKind } from '../../../shared/speech/provider-error.ts';

type Answers = () => Promise<string>;

/** Two endpoints that do as they are told, and what was asked of them. */
function twoEndpoints(first: Answers, second: Answers = async () => 'second') {
  let now = 0;
  const asked: { place: string; milliseconds: number }[] = [];
  const passedOver: number[] = [];
  const endpoints = [
    { name: 'first', answer: first },
    { name: 'second', answer: second },
  ];
  const ask = inTurn(endpoints, {
    step: 'speech',
    clock: () => now,
    passedOver: (_, place) => passedOver.push(place),
    isSetUpWrongly: (error) => error instanceof RangeError,
  });
  return {
    asked,
    passedOver,
    elapse: (milliseconds: number) => {
      now += milliseconds;
    },
    ask: (budgetMilliseconds = 200_000, isLastChance?: boolean) =>
      ask({ budgetMilliseconds, isLastChance }, 60_000, ({ name, answer }, milliseconds) => {
        asked.push({ place: name, milliseconds });
        return answer();
      }),
  };
}

const fails = (kind: ProviderErrorKind, retryAfterSeconds?: number) => () =>
  Promise.reject(new ProviderError('speech', kind, 'test', retryAfterSeconds));

const placesOf = (asked: readonly { place: string }[]) => asked.map(({ place }) => place);

describe('the next endpoint', () => {
  it('is not asked where the first answers', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    expect(await ask()).toBe('first');
    expect(placesOf(asked)).toEqual(['first']);
  });

  it.each([
    'unavailable',
    'rate-limited',
    'quota',
    'unauthorized',
    'model-gone',
    'invalid',
  ] as const)('answers in the same delivery where the first is %s', async (kind) => {
    const { ask, passedOver } = twoEndpoints(fails(kind));
    expect(await ask()).toBe('second');
    expect(passedOver).toEqual([0]);
  });

  it.each(['refused', 'rejected', 'too-large', 'unreadable'] as const)(
    'is never asked to get round what was %s',
    async (kind) => {
      const { ask, asked } = twoEndpoints(fails(kind));
      await expect(ask()).rejects.toMatchObject({ kind });
      expect(placesOf(asked)).toEqual(['first']);
    },
  );

  it('answers where the first has no key, and not where the code is at fault', async () => {
    const keyless = twoEndpoints(() => Promise.reject(new RangeError('no such key')));
    expect(await keyless.ask()).toBe('second');
    const broken = twoEndpoints(() => Promise.reject(new TypeError('a mistake of ours')));
    await expect(broken.ask()).rejects.toThrow(TypeError);
  });
});

describe('an endpoint that could not answer', () => {
  it('rests for a minute and is tried first again after it', async () => {
    const { ask, asked, elapse } = twoEndpoints(fails('unavailable'));
    await ask();
    await ask();
    elapse(60_000);
    await ask();
    expect(placesOf(asked)).toEqual(['first', 'second', 'second', 'first', 'second']);
  });

  it('rests for as long as it asks', async () => {
    const { ask, asked, elapse } = twoEndpoints(fails('rate-limited', 300));
    await ask();
    elapse(200_000);
    await ask();
    expect(placesOf(asked)).toEqual(['first', 'second', 'second']);
  });

  it('is tried all the same where all of them rest', async () => {
    const { ask, asked } = twoEndpoints(fails('quota'), fails('quota'));
    await expect(ask()).rejects.toMatchObject({ kind: 'quota' });
    await expect(ask()).rejects.toMatchObject({ kind: 'quota' });
    expect(asked).toHaveLength(4);
  });

  it('does not rest for one answer without JSON', async () => {
    const { ask, asked } = twoEndpoints(fails('invalid'));
    await ask();
    await ask();
    expect(placesOf(asked)).toEqual(['first', 'second', 'first', 'second']);
  });
});

describe('a call', () => {
  it('has its own limit, whatever is left of the run', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    await ask(235_000);
    expect(asked).toEqual([{ place: 'first', milliseconds: 60_000 }]);
  });

  it('does not begin where its limit does not fit: the lecture goes back', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    await expect(ask(59_999)).rejects.toMatchObject({ kind: 'unavailable', step: 'speech' });
    expect(asked).toEqual([]);
  });

  it('begins with what is left where no later run has more', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    expect(await ask(10_000, true)).toBe('first');
    expect(asked[0]?.milliseconds).toBe(10_000);
  });

  it('to the next endpoint waits for the next delivery where the first took the time', async () => {
    const { ask, asked, elapse } = twoEndpoints(async () => {
      elapse(60_000);
      throw new ProviderError('speech', 'unavailable', 'timeout');
    });
    await expect(ask(100_000)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await ask(100_000)).toBe('second');
    expect(placesOf(asked)).toEqual(['first', 'second']);
  });
});

it('a lecture waits where any endpoint may yet answer', async () => {
  const { ask } = twoEndpoints(fails('model-gone'), fails('rate-limited', 7));
  await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 7 });
});
