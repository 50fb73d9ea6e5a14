import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { routeEnvironment } from '../../../../../shared/contracts/environment.ts';
import { tokenAuthentication } from '../../../../../shared/platform/device-authentication.ts';
import { loadEnvironment } from '../../../../../shared/platform/environment.ts';
import { handler as bareCalls } from '../../../rivals/bundled-alike/bare-calls/handler.ts';

const environment = await loadEnvironment('get-lecture', routeEnvironment);
const authenticate = await tokenAuthentication(environment, bareCalls);

export const handler = async ({ headers }: APIGatewayProxyEventV2) => {
  await authenticate('token', headers['authorization']);
  return bareCalls();
};
