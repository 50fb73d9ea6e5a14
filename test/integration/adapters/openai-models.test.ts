import { describe, expect, it } from 'vitest';
import { lookUpModel } from '../../../shared/adapters/openai-models.ts';
import { endpointAt, providerErrorOf, startServer } from './provider-endpoint.ts';

async function lookAt(status: number, body: string) {
  const paths: (string | undefined)[] = [];
  const { baseUrl } = await startServer((request, response) => {
    paths.push(request.url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  return { paths, look: () => lookUpModel('speech', endpointAt(baseUrl, 'gpt-transcribe')) };
}

describe('a look-up of a model', () => {
  it.each([
    ['{"id": "m", "shutdown_date": "2027-02-26"}', '2027-02-26'],
    ['{"id": "m", "shutdown_date": null}', undefined],
    ['{"id": "m", "shutdown_date": "soon"}', undefined],
    ['{"id": "m"}', undefined],
    ['[]', undefined],
  ])('of %s ends on %s', async (body, shutdownDate) => {
    const { look, paths } = await lookAt(200, body);
    expect(await look()).toEqual({ shutdownDate });
    expect(paths).toEqual(['/v1/models/gpt-transcribe']);
  });

  it.each([
    [401, '{"error": {"code": "invalid_api_key"}}', 'unauthorized'],
    [404, '{"error": {"code": "model_not_found"}}', 'model-gone'],
    [404, '{"error": {"message": "The model `gpt-transcribe` does not exist"}}', 'model-gone'],
    [503, '', 'unavailable'],
  ])('reports %i %s as %s', async (status, body, kind) => {
    const { look } = await lookAt(status, body);
    expect((await providerErrorOf(look())).kind).toBe(kind);
  });

  it.each([
    [404, '{"detail": "Not Found"}'],
    [404, '<html></html>'],
    [405, ''],
    [404, '{"error": {"code": "404", "message": "Resource not found"}}'],
    [404, '{"message": "Cannot GET /v1/models/gpt-transcribe"}'],
    [403, '{"error": {"message": "Insufficient permissions. Missing scopes: api.model.read."}}'],
  ])(
    'reports nothing if the server has no such route, or not for this key: %i %s',
    async (status, body) => {
      const { look } = await lookAt(status, body);
      expect(await look()).toEqual({ isUnseen: true });
    },
  );
});
