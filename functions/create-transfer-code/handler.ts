import { randomInt } from 'node:crypto';
import { dynamoTransferCodes } from '../../shared/adapters/dynamo-transfer-codes.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { createTransferCodeRoute as route } from '../../shared/contracts/routes/users.ts';
import { shownTransferCode } from '../../shared/contracts/typed-codes.ts';
import { keyedDigest } from '../../shared/platform/digests.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import { type MakeTransferCodePorts, makeTransferCode } from '../../shared/users/transfer-code.ts';

const { table, readTokenKeys, authenticate } = await openUserFunction(
  'create-transfer-code',
  routeEnvironment,
);

export const answerTransferCode =
  (ports: MakeTransferCodePorts): HttpAction<'create-transfer-code'> =>
  async ({ userId, tokenVersion }) => {
    const { code, validUntil } = await makeTransferCode(ports, { userId, tokenVersion });
    return {
      body: { code: shownTransferCode(code), validUntil: new Date(validUntil).toISOString() },
    };
  };

export const handler = httpHandler(
  route,
  answerTransferCode({
    codes: dynamoTransferCodes(table),
    digest: keyedDigest(readTokenKeys),
    clock: Date.now,
    randomDigits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  }),
  authenticate,
);
