import { describe, expect, it } from 'vitest';
import { routes } from '../../../shared/contracts/routes.ts';
import { swaggerFiles } from '../../../shared/contracts/swagger-files.ts';
import { apiEventTo, testRequestId } from '../../support/api-event.ts';
import { setFunctionEnvironment } from '../../support/function-environment.ts';
import { problemOf } from '../../support/problem-of.ts';

setFunctionEnvironment();
const { handler } = await import('../../../functions/reject-request/handler.ts');

describe('a request that no route takes', () => {
  it.each([
    '/',
    '/api/v1',
    '/api/v1/nothing',
    '/api/v1/lecture/1/2',
    '/api/v1/lecture/',
    '/API/V1/major',
    '/api/v1/major/',
    '/%00',
  ])('at %s is 404', async (path) => {
    const response = await handler(apiEventTo('GET', path));

    expect(response.statusCode).toBe(404);
    expect(problemOf(response)).toMatchObject({
      code: 'ROUTE_NOT_FOUND',
      detail: 'There is no such route.',
    });
    expect(response.headers?.['x-request-id']).toBe(testRequestId);
  });

  it('with the wrong method is 405 and names the right ones', async () => {
    const allowed = async (method: string, path: string) => {
      const response = await handler(apiEventTo(method, path));
      expect(response.statusCode).toBe(405);
      expect(problemOf(response).code).toBe('METHOD_NOT_ALLOWED');
      return response.headers?.['allow'];
    };

    expect(await allowed('DELETE', '/api/v1/users/name')).toBe('GET, HEAD, PUT');
    expect(await allowed('PATCH', '/api/v1/lecture/12')).toBe('GET, HEAD');
    expect(await allowed('GET', '/api/v1/lecture')).toBe('POST');
  });

  it.each(['/swagger-ui', '/swagger-ui/'])('at %s leads to the page', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await handler(apiEventTo(method, path));
      const location = String(response.headers?.['location']);

      expect(response.statusCode).toBe(302);
      expect(Object.keys(swaggerFiles)).toContain(location.replace('/swagger-ui/', ''));
    }
    expect((await handler(apiEventTo('POST', path))).statusCode).toBe(404);
  });

  it('is refused without a body if HEAD asks', async () => {
    const response = await handler(apiEventTo('HEAD', '/api/v1/nothing'));

    expect(response.statusCode).toBe(404);
    expect(response.body).toBeUndefined();
    expect(response.headers?.['content-type']).toBe('application/problem+json');
  });

  it('is none at the path of any route', async () => {
    for (const { path } of Object.values(routes)) {
      const response = await handler(apiEventTo('TRACE', path.replaceAll(/\{\w+\}/g, '1')));
      expect(response.statusCode, path).toBe(405);
    }
  });
});
