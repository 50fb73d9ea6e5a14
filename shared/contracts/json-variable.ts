import * as z from 'zod/mini';
import { parsedJson } from './parsed-json.ts';

/** A variable of a function's environment that holds JSON. */
export const jsonVariable = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.pipe(z.string(), z.transform(parsedJson)), schema);
