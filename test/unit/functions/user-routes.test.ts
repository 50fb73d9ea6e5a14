import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../../shared/contracts/routes.ts';
import { makeCanaryProof } from '../../../shared/platform/canary-proof.ts';
import { apiEvent } from '../../support/api-event.ts';
import { apiWithFakes } from '../../support/api-with-fakes.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { testStart } from '../../support/manual-clock.ts';
import { problemOf } from '../../support/problem-of.ts';

let captured: CapturedLog;
beforeEach(() => {
  captured = capturedLog();
});
afterEach(() => captured.restore());

async function opened() {
  const api = await apiWithFakes();
  return { ...api, me: api.as(7_001), other: api.as(7_002) };
}

describe('users', () => {
  it('get a name and a token without having any', async () => {
    const { call, users } = await opened();
    const response = await call(
      'issue-token',
      apiEvent({ headers: { authorization: 'Bearer null' } }),
    );
    const body = routes['issue-token'].response.parse(JSON.parse(response.body ?? ''));

    expect(response.statusCode).toBe(200);
    expect(users.users.get(Number(body.authToken))?.name).toBe(body.name);
  });

  it('count as no install if they are our own canary, which only the keys can prove', async () => {
    const { call, users } = await opened();
    const issue = async (proof: string) => {
      const response = await call('issue-token', apiEvent({ headers: { 'canary-proof': proof } }));
      const { authToken } = routes['issue-token'].response.parse(JSON.parse(response.body ?? ''));
      return users.users.get(Number(authToken));
    };

    const guessed = await issue('a guess');
    expect(guessed?.isCanary).toBeUndefined();
    expect(guessed?.presence?.firstDays).toBe(1);
    const proof = await makeCanaryProof(async (text) => text, testStart);
    const canary = await issue(proof);
    expect(canary?.isCanary).toBe(true);
    expect(canary?.presence).toBeUndefined();
  });

  it('read and change their own name, trimmed', async () => {
    const { me, other } = await opened();

    await expect(me('get-name')).resolves.toMatchObject({ json: { name: '사용자000001' } });
    await expect(me('change-name', { json: { name: '  가르치는 이 🎓 ' } })).resolves.toMatchObject(
      {
        statusCode: 200,
        json: { name: '가르치는 이 🎓' },
      },
    );
    await expect(me('get-name')).resolves.toMatchObject({ json: { name: '가르치는 이 🎓' } });
    await expect(other('get-name')).resolves.toMatchObject({ json: { name: '사용자000001' } });
  });

  it.each(['', '   ', 'a'.repeat(31), 'a\u0000b', 'a\nb', 5, null, undefined])(
    'cannot be named %j',
    async (name) => {
      const { me } = await opened();
      const response = await me('change-name', { json: { name } });

      expect(response.statusCode).toBe(400);
      expect(problemOf(response).errors?.[0]?.field).toBe('name');
    },
  );

  it('keep a name in composed form, and its length is counted in visible characters', async () => {
    const { me } = await opened();
    const decomposed = '가르치는라면과배우는학생들모임'.normalize('NFD');
    const emoji = '👩🏽‍🏫'.repeat(30);

    await expect(me('change-name', { json: { name: decomposed } })).resolves.toMatchObject({
      statusCode: 200,
      json: { name: decomposed.normalize('NFC') },
    });
    expect((await me('change-name', { json: { name: emoji } })).json.name).toBe(emoji);
    for (const tooLong of ['👩🏽‍🏫'.repeat(31), `a${'\u0301'.repeat(2_000)}`, '가'.repeat(31)]) {
      const response = await me('change-name', { json: { name: tooLong } });
      expect(problemOf(response).errors).toMatchObject([{ field: 'name', code: 'TOO_LONG' }]);
    }
  });

  it.each([
    ...['\u3164', '\u200b', '\u2800', '\u115f', '\u00ad', '\u200d', '\ufe0f', '\u2060'],
    ...['\u1160', '\uffa0', '\u034f', '\u180e', '\u3000', '\u2028', '\u0301', '\u{1d159}'],
    ...['\ufeff', '\u{e0100}', '\u2800\u3164 \u200b', '\ud800'],
  ])('cannot be named %j, which shows nothing', async (name) => {
    const { me } = await opened();
    const naming = await me('change-name', { json: { name } });
    const typing = await me('submit-lecture', { json: { topicId: 1001, text: name.repeat(3) } });

    expect(problemOf(naming).errors?.[0]).toMatchObject({ field: 'name', code: 'INVISIBLE' });
    expect(problemOf(typing).errors?.[0]).toMatchObject({ field: 'text', code: 'INVISIBLE' });
  });

  it('are the same on a second device by the code that the first one shows', async () => {
    const { me, call } = await opened();
    await me('change-name', { json: { name: '라면' } });
    const { code, validUntil } = (await me('create-transfer-code')).json;
    expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    expect(Date.parse(validUntil)).toBeGreaterThan(0);
    const redeem = (typed: string) =>
      call(
        'redeem-transfer-code',
        apiEvent({
          headers: { authorization: 'Bearer null' },
          body: JSON.stringify({ code: typed }),
        }),
      );
    expect(JSON.parse((await redeem(code.replaceAll(' ', ''))).body ?? '')).toEqual({
      name: '라면',
      authToken: '7001',
    });
    expect(problemOf(await redeem(code))).toMatchObject({
      status: 404,
      errors: [{ field: 'code', code: 'TRANSFER_CODE_NOT_VALID' }],
    });
    expect(problemOf(await redeem('1234')).errors).toMatchObject([{ field: 'code' }]);
  });

  it('cannot guess codes: an address has a limited number of tries a day, right or wrong', async () => {
    const { call } = await opened();
    const codes: string[] = [];
    for (let guess = 0; guess < 4; guess += 1) {
      const body = JSON.stringify({ code: String(guess).padStart(16, '0') });
      codes.push(problemOf(await call('redeem-transfer-code', apiEvent({ body }))).code);
    }
    expect(codes).toEqual([...Array(3).fill('TRANSFER_CODE_NOT_VALID'), 'TOO_MANY_TOKENS']);
  });

  it('get 401 once they are gone', async () => {
    const { me, users } = await opened();
    users.users.clear();

    for (const route of ['get-name', 'list-lectures', 'presign-upload'] as const) {
      expect(problemOf(await me(route)).code).toBe('UNAUTHORIZED');
    }
  });
});
