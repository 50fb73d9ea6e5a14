import type { GeneratedFiles } from '../generated-files.ts';
import { openApiDocument } from './document.ts';
import { apiReference } from './reference.ts';

/** The documents as the contracts make them now. */
export function openApiFiles(): GeneratedFiles {
  const document = openApiDocument();
  return {
    'docs/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'docs/api.md': apiReference(document),
  };
}
