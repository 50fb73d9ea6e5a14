import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { sendCanary } from '../../../infra/operate/send-canary.ts';

interface Answered {
  readonly payload: string;
  readonly error?: string;
}

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

/** Lambda, as far as it runs one function. */
async function lambdaThat({ payload, error }: Answered) {
  const asked: { path: string; event: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    asked.push({
      path: decodeURIComponent(request.url ?? ''),
      event: JSON.parse(Buffer.concat(chunks).toString()),
    });
    response.writeHead(200, error === undefined ? {} : { 'x-amz-function-error': error });
    response.end(payload);
  });
  opened.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  const client = {
    region: 'ap-northeast-2',
    maxAttempts: 1,
    endpoint: `http://127.0.0.1:${address.port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return { asked, client };
}

describe('the canary that an operator sends', () => {
  it('names the lecture that got its feedback, from the stage’s own address', async () => {
    const payload = JSON.stringify({ lectureId: 7, score: 23, seconds: 5 });
    const { asked, client } = await lambdaThat({ payload });
    expect(await sendCanary(client, 'Canary')).toEqual({ lectureId: 7, seconds: 5 });
    expect(asked).toEqual([{ path: '/2015-03-31/functions/Canary/invocations', event: {} }]);
  });

  it('goes to another address if it is given one', async () => {
    const payload = JSON.stringify({ lectureId: 7, seconds: 5 });
    const { asked, client } = await lambdaThat({ payload });
    await sendCanary(client, 'Canary', 'https://api.test');
    expect(asked.map(({ event }) => event)).toEqual([{ apiUrl: 'https://api.test' }]);
  });

  it.each([
    ['says why it failed', { errorMessage: 'token: no answer' }, 'token: no answer'],
    ['died without a word', null, 'its function ended as Unhandled'],
  ])('fails if it %s', async (_, answer, trouble) => {
    const { client } = await lambdaThat({ payload: JSON.stringify(answer), error: 'Unhandled' });
    expect(await sendCanary(client, 'Canary')).toEqual({ trouble });
  });
});
