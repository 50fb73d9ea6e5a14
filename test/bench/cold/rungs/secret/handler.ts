import { secretReader } from '../../../../../shared/platform/secrets.ts';
import { handler as bareCalls } from '../../../rivals/bundled-alike/bare-calls/handler.ts';

const readTokenKeys = secretReader(process.env['TOKEN_KEYS_SECRET_ARN'] ?? '');

export const handler = async () => {
  await readTokenKeys();
  return bareCalls();
};
