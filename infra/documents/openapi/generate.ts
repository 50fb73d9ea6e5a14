/** The command behind `npm run openapi`. */
import { runGenerator } from '../generated-files.ts';
import { openApiFiles } from './files.ts';

await runGenerator(
  'openapi',
  'Writes docs/openapi.json and docs/api.md from the contracts.',
  openApiFiles,
);
