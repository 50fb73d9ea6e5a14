import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { s3Deletions } from '../../shared/adapters/s3-deletions.ts';
import { userTraces } from '../../shared/adapters/user-traces.ts';
import { deleteUserEnvironment } from '../../shared/contracts/environment.ts';
import { deleteUserRoute as route } from '../../shared/contracts/routes/users.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import { type DeleteUserPorts, deleteUser } from '../../shared/users/delete-user.ts';

const { environment, table, authenticate } = await openUserFunction(
  'delete-user',
  deleteUserEnvironment,
);
const users = dynamoUsers(table);
const s3 = s3Client();

export const answerDeletion =
  (ports: DeleteUserPorts): HttpAction<'delete-user'> =>
  async ({ userId, tokenVersion }) => {
    await deleteUser(ports, { userId, tokenVersion });
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerDeletion({
    users,
    deletions: s3Deletions(s3, environment.RECORDINGS_BUCKET),
    traces: userTraces(table, s3, environment.RECORDINGS_BUCKET),
    clock: Date.now,
  }),
  authenticate,
);
