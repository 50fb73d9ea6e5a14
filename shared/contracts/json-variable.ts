import * as z from 'zod/mini';
import { parsedJson } from './parsed-json.ts';

/** Makes the schema of an environment variable that holds JSON. */
export const jsonVariable = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.pipe(z.string(), z.transform(parsedJson)), schema);
