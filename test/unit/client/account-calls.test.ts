import { expect, it } from 'vitest';
import { typedTransferCode } from '../../../shared/client/account-calls.ts';
import { examples } from '../../../shared/contracts/examples.ts';
import { clientOf, loginsWith, oldLogin, problem, troubleFrom } from './fake-ports.ts';

it('a client becomes the user whose code it was given, and calls as that user from then on', async () => {
  const { response: other } = examples['redeem-transfer-code']['typed'] ?? {};
  const logins = loginsWith(oldLogin);
  const { api, server } = clientOf(
    {
      'POST /api/v1/users/token': { body: other },
      'GET /api/v1/users/name': { body: { name: '가르치는 라면' } },
    },
    { logins },
  );
  expect(await api.redeemTransferCode('4821093755661204')).toEqual(other);
  expect(server.seen.at(-1)?.body).toEqual({ code: '4821093755661204' });
  expect(await logins.read()).toEqual(other);
  await api.name();
  expect(server.seen.at(-1)?.headers['authorization']).toBe(`Bearer ${other?.authToken}`);
});

it('a client stays the user it was when a code is refused', async () => {
  const logins = loginsWith(oldLogin);
  const { api } = clientOf(
    { 'POST /api/v1/users/token': problem(404, 'TRANSFER_CODE_NOT_VALID') },
    { logins },
  );
  expect(await troubleFrom(api.redeemTransferCode('4821093755661204'))).toMatchObject({
    code: 'TRANSFER_CODE_NOT_VALID',
  });
  expect(await logins.read()).toEqual(oldLogin);
});

it('a client makes no new user to create a code, since a code leads to what the user has', async () => {
  const { api, server } = clientOf({
    'POST /api/v1/users/transfer-codes': problem(401, 'UNAUTHORIZED'),
  });
  expect(await troubleFrom(api.makeTransferCode())).toMatchObject({ status: 401 });
  expect(server.to('POST /api/v1/users/token/issue')).toEqual([]);
});

it('a client sends what was agreed to and learns which consents hold', async () => {
  const { body, response } = examples['change-consents']['withdrawn'] ?? {};
  const { api, server } = clientOf({ 'PUT /api/v1/users/consents': { body: response } });
  const held = await api.changeConsents(body?.consents ?? []);
  expect(held).toMatchObject([{ purpose: 'PROCESSING_ABROAD', given: false, by: 'LEARNER' }]);
  expect(server.seen.at(-1)?.body).toEqual(body);
});

it.each([
  ['before 1970', 60 * 366 * 24 * 3_600, 10 * 366 * 24 * 3_600],
  ['in the future', -3_600, 0],
])('a client reports a consent even if a clock dates it %s', async (_, secondsAgo, told) => {
  const { response } = examples['change-consents']['withdrawn'] ?? {};
  const { api, server } = clientOf({ 'PUT /api/v1/users/consents': { body: response } });
  const consent = { purpose: 'PROCESSING_ABROAD', version: 1, given: true, by: 'LEARNER' } as const;
  await api.changeConsents([{ ...consent, secondsAgo }]);
  expect(server.seen.at(-1)?.body).toEqual({ consents: [{ ...consent, secondsAgo: told }] });
});

it.each([
  ['4821-0937 5566.1204', '4821093755661204'],
  ['4821 0937 5566', undefined],
  ['', undefined],
])('a transfer code that was typed as “%s” is %s', (typed, code) => {
  expect(typedTransferCode(typed)).toBe(code);
});
