import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { tellModels } from '../../../infra/operate/models-in-use.ts';
import { startServer } from '../adapters/provider-endpoint.ts';

const now = () => Date.parse('2026-11-26T00:00:00Z');

async function told(readKeys: () => Promise<string>): Promise<string> {
  const { baseUrl } = await startServer((request, response) => {
    const isRetired = request.url?.includes('/gone-model');
    const isRefused = request.headers.authorization === 'Bearer sk-old';
    const status = isRefused ? 401 : isRetired ? 404 : 200;
    const body = isRetired
      ? { error: { code: 'model_not_found' } }
      : { id: 'm', shutdown_date: request.url?.includes('gpt-5-mini') ? '2026-12-11' : null };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const out = new PassThrough();
  await tellModels(
    {
      speech: [
        { baseUrl, model: 'gpt-transcribe' },
        { baseUrl, model: 'gone-model' },
      ],
      chat: [{ baseUrl, model: 'gpt-5-mini' }],
      moderation: [{ baseUrl, model: 'gone-model-2' }],
    },
    readKeys,
    { out, now },
  );
  out.end();
  return (await text(out)).replaceAll(new URL(baseUrl).host, 'HOST');
}

describe('after a deploy, the models', () => {
  it('are listed with what their providers say about them', async () => {
    expect(await told(async () => 'sk-good')).toBe(
      [
        'Models:',
        '  gpt-transcribe at HOST: available; no shutdown announced',
        '  ! gone-model at HOST: model missing; no shutdown announced',
        '  ! gpt-5-mini at HOST: available; switched off on 2026-12-11, in 15 days',
        '  ! gone-model-2 at HOST: model missing; no shutdown announced',
        '',
      ].join('\n'),
    );
  });

  it('are reported to refuse a key that they refuse', async () => {
    expect(await told(async () => 'sk-old')).toContain('gpt-transcribe at HOST: key refused');
  });

  it('are reported by what is known if the key cannot be read from here', async () => {
    const lines = await told(() => Promise.reject(new Error('AccessDenied')));
    expect(lines).toContain('Models, as far as is known without the key:');
    expect(lines).toContain('! gpt-5-mini at HOST: not listed; switched off on 2026-12-11');
  });

  it('are not looked up with a key that is invalid', async () => {
    expect(await told(async () => 'two words')).toContain('they were not looked up');
  });
});
