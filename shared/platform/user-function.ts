import { dynamoUsers } from '../adapters/dynamo-users.ts';
import type { Environment, EnvironmentSchemas, FunctionName } from '../contracts/environment.ts';
import { deviceAuthentication } from './device-authentication.ts';
import { dynamoTable } from './dynamo-client.ts';
import { loadEnvironment } from './environment.ts';
import { secretReader } from './secrets.ts';

/** The functions that read the table and verify tokens. */
type UserFunctionName = {
  [Name in FunctionName]: Environment<Name> extends {
    TABLE_NAME: string;
    TOKEN_KEYS_SECRET_ARN: string;
  }
    ? Name
    : never;
}[FunctionName];

/**
 * What a function begins with whose callers are users: its environment, the table, and the authentication of
 * its callers by their profiles.
 *
 * @param schema imported by the function, so that it loads no other's
 */
export async function openUserFunction<Name extends UserFunctionName>(
  name: Name,
  schema: EnvironmentSchemas[Name],
) {
  const environment = await loadEnvironment(name, schema);
  // What the type of each of these names says, which no type of any of them can.
  const known = environment as Environment<UserFunctionName>;
  const table = dynamoTable(known.TABLE_NAME);
  const readTokenKeys = secretReader(known.TOKEN_KEYS_SECRET_ARN);
  const users = dynamoUsers(table);
  const authenticate = await deviceAuthentication(known, users, undefined, readTokenKeys);
  return { environment, table, readTokenKeys, authenticate };
}
