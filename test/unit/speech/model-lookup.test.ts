import { describe, expect, it } from 'vitest';
import {
  findingLine,
  lookAtModels,
  type WatchedEndpoint,
} from '../../../shared/speech/model-lookup.ts';
import { ProviderError, type ProviderErrorKind } from '../../../shared/speech/provider-error.ts';

const now = Date.parse('2026-11-26T12:00:00Z');

const watched = (parts: Partial<WatchedEndpoint>): WatchedEndpoint => ({
  step: 'speech',
  provider: 'api.openai.com',
  model: 'whisper-1',
  lookUp: async () => ({}),
  ...parts,
});

const find = async (parts: Partial<WatchedEndpoint>) => {
  const [finding] = await lookAtModels([watched(parts)], now);
  if (!finding) throw new Error('nothing was found');
  return finding;
};

const fails = (kind: ProviderErrorKind) => () =>
  Promise.reject(new ProviderError('speech', kind, 'test'));

describe('a daily look at a model', () => {
  it('counts the days until its provider switches it off', async () => {
    const finding = await find({ lookUp: async () => ({ shutdownDate: '2026-12-11' }) });
    expect(finding).toMatchObject({ trouble: undefined, daysLeft: 15 });
    expect(findingLine(finding)).toBe(
      'whisper-1 at api.openai.com: available; switched off on 2026-12-11, in 15 days',
    );
  });

  it('takes the day that we know where the provider says none', async () => {
    expect((await find({ knownShutdownDate: '2027-02-26' })).daysLeft).toBe(92);
    const told = { lookUp: async () => ({ shutdownDate: '2026-12-01' }) };
    expect((await find({ ...told, knownShutdownDate: '2027-02-26' })).daysLeft).toBe(5);
  });

  it('says that no end is announced where none is', async () => {
    const finding = await find({});
    expect(finding.daysLeft).toBeUndefined();
    expect(findingLine(finding)).toBe(
      'whisper-1 at api.openai.com: available; no shutdown announced',
    );
  });

  it.each([
    ['unauthorized', 'key refused'],
    ['model-gone', 'model missing'],
    ['quota', 'no money'],
    ['unavailable', 'no answer'],
  ] as const)('tells %s as %s', async (kind, trouble) => {
    expect((await find({ lookUp: fails(kind) })).trouble).toBe(trouble);
  });

  it('goes on to the others whatever becomes of one', async () => {
    const findings = await lookAtModels(
      [watched({ lookUp: fails('unavailable') }), watched({ model: 'gpt-transcribe' })],
      now,
    );
    expect(findings.map(({ trouble }) => trouble)).toEqual(['no answer', undefined]);
  });
});
