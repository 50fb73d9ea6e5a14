import { routeEnvironment } from '../../../../../shared/contracts/environment.ts';
import { loadEnvironment } from '../../../../../shared/platform/environment.ts';
import { secretReader } from '../../../../../shared/platform/secrets.ts';
import { handler as bareCalls } from '../../../rivals/bundled-alike/bare-calls/handler.ts';

const environment = await loadEnvironment('get-lecture', routeEnvironment);
const readTokenKeys = secretReader(environment.TOKEN_KEYS_SECRET_ARN);

export const handler = async () => {
  await readTokenKeys();
  return bareCalls();
};
