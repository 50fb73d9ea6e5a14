import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { tokenIssuer } from '../../shared/platform/tokens.ts';
import { type IssueTokenPorts, issueToken } from '../../shared/users/issue-token.ts';

const route = routes['issue-token'];
const environment = loadEnvironment('issue-token');

export const answerIssueToken =
  (ports: IssueTokenPorts): HttpAction<typeof route> =>
  async () => {
    const { user, token } = await issueToken(ports);
    return { body: { name: user.name, authToken: token } };
  };

export const handler = httpHandler(
  route,
  answerIssueToken({
    users: dynamoUsers(dynamoTable(environment.TABLE_NAME)),
    tokens: tokenIssuer(secretReader(environment.TOKEN_KEYS_SECRET_ARN), Date.now),
    clock: Date.now,
    random: Math.random,
  }),
);
