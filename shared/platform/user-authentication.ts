import type { Table } from '../adapters/dynamo-table.ts';
import { dynamoUsers } from '../adapters/dynamo-users.ts';
import type { Authenticator } from './authentication.ts';
import { deviceAuthentication } from './device-authentication.ts';
import type { SecretReader } from './secrets.ts';

/**
 * Authentication over the table's users.
 * @param readTokenKeys is given by a function that needs the keys for more than tokens
 */
export function userAuthentication(
  environment: { readonly TOKEN_KEYS_SECRET_ARN: string },
  table: Table,
  readTokenKeys?: SecretReader,
): Promise<Authenticator> {
  return deviceAuthentication(environment, dynamoUsers(table), undefined, readTokenKeys);
}
