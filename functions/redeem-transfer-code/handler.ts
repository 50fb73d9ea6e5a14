import { dynamoAllowances } from '../../shared/adapters/dynamo-allowances.ts';
import { dynamoTransferCodes } from '../../shared/adapters/dynamo-transfer-codes.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { tokenCountingEnvironment } from '../../shared/contracts/environment.ts';
import { redeemTransferCodeRoute as route } from '../../shared/contracts/routes/users.ts';
import { keyedDigest } from '../../shared/platform/digests.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { reachAws } from '../../shared/platform/reach-aws.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { tokenIssuer } from '../../shared/platform/tokens.ts';
import { countTokenIssue, type TokenAllowancePorts } from '../../shared/quota/token-allowance.ts';
import {
  type RedeemTransferCodePorts,
  redeemTransferCode,
} from '../../shared/users/transfer-code.ts';

const environment = await loadEnvironment('redeem-transfer-code', tokenCountingEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const readTokenKeys = secretReader(environment.TOKEN_KEYS_SECRET_ARN);
await reachAws(readTokenKeys);

export const answerRedemption =
  (ports: RedeemTransferCodePorts & TokenAllowancePorts): HttpAction<'redeem-transfer-code'> =>
  async ({ sourceAddress, body }) => {
    // The try is counted before the code is looked up, so that a wrong code counts as well.
    await countTokenIssue(ports, sourceAddress);
    const { user, token } = await redeemTransferCode(ports, body.code);
    return { body: { name: user.name, authToken: token } };
  };

const digest = keyedDigest(readTokenKeys);

export const handler = httpHandler(
  route,
  answerRedemption({
    users: dynamoUsers(table),
    codes: dynamoTransferCodes(table),
    tokens: tokenIssuer(readTokenKeys, Date.now),
    tokenCounts: dynamoAllowances(table),
    perAddress: environment.DAILY_TOKENS_PER_ADDRESS,
    fingerprint: digest,
    digest,
    clock: Date.now,
  }),
);
