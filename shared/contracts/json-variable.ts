import * as z from 'zod/mini';

/** A variable of a function's environment that holds JSON. */
export const jsonVariable = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.pipe(z.string(), z.transform(parsed)), schema);

/** Never lets JSON.parse's own error out: what is wrong is told by the variable's name. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
