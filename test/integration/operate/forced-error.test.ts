import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { bundledFunctions } from '../error-reports/bundled-functions.ts';

const operating = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8');
const { sentry, start } = await bundledFunctions();

it('the error that docs/operating.md forces is answered 500 and arrives in Sentry', async () => {
  const [, payload = ''] = /--payload '(.+)' \/dev\/stdout/.exec(operating) ?? [];
  const event: unknown = JSON.parse(payload);
  const invoke = start('reject-request');
  // As in the document: a first event that is late is sent while the function runs again.
  await vi.waitFor(
    async () => {
      expect(await invoke(event)).toMatchObject({
        succeeded: true,
        payload: expect.stringContaining('"statusCode":500'),
      });
      expect(sentry.events).not.toEqual([]);
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(sentry.events[0]).toMatchObject({
    environment: 'dev',
    tags: { requestId: 'sentry-check', route: '$default' },
    exception: { values: [{ type: 'TypeError' }] },
  });
});
