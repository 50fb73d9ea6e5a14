import { describe, expect, it } from 'vitest';
import { type CallLimits, inTurn } from '../../../shared/speech/ask-in-turn.ts';
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
    isMisconfigured: (error) => error instanceof RangeError,
  });
  return {
    asked,
    passedOver,
    elapse: (milliseconds: number) => {
      now += milliseconds;
    },
    ask: (budgetMilliseconds = 200_000, parts: Partial<CallLimits> = {}) =>
      ask({ budgetMilliseconds, ...parts }, 60_000, ({ name, answer }, milliseconds) => {
        asked.push({ place: name, milliseconds });
        return answer();
      }),
  };
}

const fails = (kind: ProviderErrorKind, retryAfterSeconds?: number) => () =>
  Promise.reject(new ProviderError('speech', kind, 'test', retryAfterSeconds));

const placesOf = (asked: readonly { place: string }[]) => asked.map(({ place }) => place);

describe('the next endpoint', () => {
  it('is not asked if the first answers', async () => {
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
    'too-large',
    'unreadable',
  ] as const)('answers in the same delivery if the first is %s', async (kind) => {
    const { ask, passedOver } = twoEndpoints(fails(kind));
    expect(await ask()).toBe('second');
    expect(passedOver).toEqual([0]);
  });

  it.each(['refused', 'rejected'] as const)(
    'is never asked to get round a refusal: %s',
    async (kind) => {
      const { ask, asked } = twoEndpoints(fails(kind));
      await expect(ask()).rejects.toMatchObject({ kind });
      expect(placesOf(asked)).toEqual(['first']);
    },
  );

  it('answers if the first has no key, and not if the code is at fault', async () => {
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

  it('is tried all the same if all of them rest', async () => {
    const { ask, asked } = twoEndpoints(fails('quota'), fails('quota'));
    await expect(ask()).rejects.toMatchObject({ kind: 'quota' });
    await expect(ask()).rejects.toMatchObject({ kind: 'quota' });
    expect(asked).toHaveLength(4);
  });

  it.each(['invalid', 'too-large', 'unreadable'] as const)(
    'does not rest because of one talk: %s',
    async (kind) => {
      const { ask, asked } = twoEndpoints(fails(kind));
      await ask();
      await ask();
      expect(placesOf(asked)).toEqual(['first', 'second', 'first', 'second']);
    },
  );
});

describe('a call', () => {
  it('has its own limit, whatever is left of the run', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    await ask(235_000);
    expect(asked).toEqual([{ place: 'first', milliseconds: 60_000 }]);
  });

  it('does not begin if its limit does not fit: the lecture goes back', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    await expect(ask(59_999)).rejects.toMatchObject({ kind: 'unavailable', step: 'speech' });
    expect(asked).toEqual([]);
  });

  it('begins with what is left if no later run has more', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    expect(await ask(10_000, { isLastChance: true })).toBe('first');
    expect(asked[0]?.milliseconds).toBe(10_000);
  });

  it('to the next endpoint waits for the next delivery if the first took the time', async () => {
    const { ask, asked, elapse } = twoEndpoints(async () => {
      elapse(60_000);
      throw new ProviderError('speech', 'unavailable', 'timeout');
    });
    await expect(ask(100_000)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await ask(100_000)).toBe('second');
    expect(placesOf(asked)).toEqual(['first', 'second']);
  });
});

describe('a lecture that comes back', () => {
  it('asks first the endpoint that it has not asked, then the one it asked longest ago', async () => {
    const { ask, asked } = twoEndpoints(fails('unavailable'), fails('unavailable'));
    for (const askedInVain of [[0], [1], [1, 0], [0, 1]]) {
      await expect(ask(200_000, { askedInVain })).rejects.toThrow(ProviderError);
    }
    const places = ['second', 'first', 'first', 'second', 'second', 'first', 'first', 'second'];
    expect(placesOf(asked)).toEqual(places);
  });

  it('asks the endpoint it has not asked before one that rests here and was asked', async () => {
    const { ask, asked } = twoEndpoints(fails('unavailable'), fails('unavailable'));
    await expect(ask()).rejects.toThrow(ProviderError);
    await expect(ask(200_000, { askedInVain: [0] })).rejects.toThrow(ProviderError);
    expect(placesOf(asked).slice(2)).toEqual(['second', 'first']);
  });

  it('may remember places that a deploy has removed', async () => {
    const { ask, asked } = twoEndpoints(async () => 'first');
    expect(await ask(200_000, { askedInVain: [7, 1] })).toBe('first');
    expect(placesOf(asked)).toEqual(['first']);
  });

  it('reports each endpoint that was skipped, and each call that failed', async () => {
    const told: unknown[] = [];
    const limits: Partial<CallLimits> = {
      passedOver: (place) => told.push(place),
      failed: (error) => told.push(error instanceof ProviderError ? error.kind : 'ours'),
    };
    await expect(
      twoEndpoints(fails('unavailable'), fails('refused')).ask(200_000, limits),
    ).rejects.toThrow(ProviderError);
    expect(told).toEqual(['unavailable', 0, 'refused']);
  });
});

describe('a lecture that no endpoint answered', () => {
  const endOf = (first: ProviderError, second: ProviderError) =>
    twoEndpoints(
      () => Promise.reject(first),
      () => Promise.reject(second),
    ).ask();
  const error = (kind: ProviderErrorKind, seconds?: number) =>
    new ProviderError('speech', kind, 'test', seconds);

  it('waits if any endpoint may yet answer, for the shortest time', async () => {
    await expect(endOf(error('model-gone'), error('rate-limited', 7))).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAfterSeconds: 7,
    });
    await expect(endOf(error('rate-limited', 300), error('rate-limited', 7))).rejects.toMatchObject(
      { retryAfterSeconds: 7 },
    );
    await expect(endOf(error('rate-limited', 300), error('unavailable'))).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('is a matter for the operator if one of them may yet accept it', async () => {
    for (const kind of ['quota', 'unauthorized', 'model-gone'] as const) {
      await expect(endOf(error('too-large'), error(kind))).rejects.toMatchObject({ kind });
    }
  });

  it('is to blame itself if every endpoint says so', async () => {
    await expect(endOf(error('too-large'), error('unreadable'))).rejects.toMatchObject({
      kind: 'too-large',
    });
  });
});
