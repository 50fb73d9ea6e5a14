import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { assessmentRequest, errorOf, hear, postChat } from './assessment-request.ts';

let standIn: OpenAiStandIn;
const lines: string[] = [];
beforeAll(async () => {
  standIn = await startOpenAiStandIn({ log: (line) => lines.push(line) });
});
afterAll(() => standIn.stop());

const control = (method: string, name: string, body?: unknown): Promise<Response> =>
  fetch(new URL(`/__stand-in/${name}`, standIn.baseUrl), {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const chatStatus = async () => (await postChat(standIn, assessmentRequest('말'))).status;

it('another process can make the stand-in misbehave and behave', async () => {
  const fault = { kind: 'status', status: 503 };
  await control('POST', 'misbehave', { fault, endpoint: 'chat', times: 'always' });
  expect([await chatStatus(), await chatStatus()]).toEqual([503, 503]);
  await control('POST', 'behave');
  expect(await chatStatus()).toBe(200);
});

it.each([
  ['an unknown fault', { fault: { kind: 'explode' } }],
  ['a fault of chat for speech', { fault: { kind: 'refusal' }, endpoint: 'speech' }],
  ['a chance above 1', { fault: { kind: 'trickle' }, probability: 2 }],
])('%s is refused', async (_, body) => {
  const response = await control('POST', 'misbehave', body);
  expect(response.status).toBe(400);
  await errorOf(response);
  expect(await chatStatus()).toBe(200);
});

it('the stand-in shows the requests it was sent, and forgets them when told', async () => {
  await control('DELETE', 'requests');
  await hear(standIn, 'kimchi-stew.mp3');
  await chatStatus();
  expect(await (await control('GET', 'requests')).json()).toMatchObject({
    requests: [
      { endpoint: 'speech', model: 'whisper-1', fileName: 'kimchi-stew.mp3', status: 200 },
      { endpoint: 'chat', model: 'gpt-4o-mini', messages: [{ role: 'system' }, { role: 'user' }] },
    ],
  });
  await control('DELETE', 'requests');
  expect(standIn.requests).toEqual([]);
});

it('the stand-in keeps the last thousand requests', async () => {
  standIn.forget();
  for (let sent = 0; sent < 1001; sent += 1) {
    await (await postChat(standIn, `{"number": ${sent}}`)).text();
  }
  expect(standIn.requests).toHaveLength(1000);
});

it('the stand-in logs a line for each request, without anything that was said', async () => {
  lines.length = 0;
  await (await postChat(standIn, assessmentRequest('비밀 이야기'))).text();
  await expect
    .poll(() => lines)
    .toEqual([expect.stringMatching(/^chat gpt-4o-mini \d+ bytes: 200$/)]);
  expect(lines.join()).not.toContain('비밀');
});

it('the stand-in listens on loopback only, and says so when the port is taken', async () => {
  expect(standIn.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  const port = Number(new URL(standIn.baseUrl).port);
  await expect(startOpenAiStandIn({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
