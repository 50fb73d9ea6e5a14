import { routeNames, routes } from '../../../shared/contracts/routes.ts';
import { responseHeaders } from './headers.ts';
import type { JsonObject } from './json.ts';
import { operation, securitySchemeName } from './operation.ts';
import { componentResponses } from './responses.ts';
import { componentSchemas } from './schemas.ts';
import { tags } from './tags.ts';

const description = `Teach a topic aloud and learn what you got right.

1. \`issueToken\` once for each device; send the token as \`Authorization: Bearer …\`.
2. Pick a topic: \`listMajors\`, \`listSubjects\`, \`listTopics\`.
3. \`presignUpload\`, PUT the recording to the URL, \`submitLecture\`.
4. Poll \`getLecture\` until its status is no longer IN_PROGRESS.

Errors are RFC 9457 problem details with a stable \`code\`; what the gateway itself refuses has only a \`message\`. A known path with another method answers 405, an unknown path 404. In a request body \`null\` means that the field is left out. HEAD is answered like GET, without the body. Texts are normalized (NFC) and trimmed, must have a visible character, and are counted in the characters that people see.`;

/** The OpenAPI 3.1 document of every route in the contracts. */
export function openApiDocument(): JsonObject {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Learning Mate API',
      version: '1.0.0',
      summary: 'Teach a topic, get feedback',
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'Where this document came from' }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    paths: paths(),
    components: {
      schemas: componentSchemas(),
      responses: componentResponses(),
      headers: responseHeaders,
      securitySchemes: {
        [securitySchemeName]: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The `authToken` of `issueToken`. Public routes ignore it.',
        },
      },
    },
  };
}

function paths(): JsonObject {
  const operations = new Map<string, JsonObject>();
  for (const name of routeNames) {
    const { path, method } = routes[name];
    operations.set(path, { ...operations.get(path), [method.toLowerCase()]: operation(name) });
  }
  return Object.fromEntries(operations);
}
