import { dynamoAllowances } from '../../shared/adapters/dynamo-allowances.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { tokenCountingEnvironment } from '../../shared/contracts/environment.ts';
import { issueTokenRoute as route } from '../../shared/contracts/routes/users.ts';
import { isCanaryProof } from '../../shared/platform/canary-proof.ts';
import { keyedDigest } from '../../shared/platform/digests.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { reachAws } from '../../shared/platform/reach-aws.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { tokenIssuer } from '../../shared/platform/tokens.ts';
import { countTokenIssue, type TokenAllowancePorts } from '../../shared/quota/token-allowance.ts';
import { type IssueTokenPorts, issueToken } from '../../shared/users/issue-token.ts';

const environment = await loadEnvironment('issue-token', tokenCountingEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const readTokenKeys = secretReader(environment.TOKEN_KEYS_SECRET_ARN);
await reachAws(readTokenKeys);

export const answerIssueToken =
  (ports: IssueTokenPorts & TokenAllowancePorts): HttpAction<'issue-token'> =>
  async ({ sourceAddress, canaryProof }) => {
    await countTokenIssue(ports, sourceAddress);
    const isCanary = await isCanaryProof(ports.fingerprint, canaryProof, ports.clock());
    const { user, token } = await issueToken(ports, isCanary ? { isCanary } : {});
    return { body: { name: user.name, authToken: token } };
  };

export const handler = httpHandler(
  route,
  answerIssueToken({
    users: dynamoUsers(table),
    tokens: tokenIssuer(readTokenKeys, Date.now),
    tokenCounts: dynamoAllowances(table),
    perAddress: environment.DAILY_TOKENS_PER_ADDRESS,
    fingerprint: keyedDigest(readTokenKeys),
    clock: Date.now,
    random: Math.random,
  }),
);
