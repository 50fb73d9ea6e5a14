import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type * as z from 'zod';

/** Something under the state folder cannot be read back: a file was half written, or edited. */
export class DamagedState extends Error {
  override readonly name = 'DamagedState';

  /** @param path the file or folder that is damaged */
  constructor(path: string, cause: unknown) {
    super(
      `${path} is damaged (${reasonOf(cause)}). ` +
        'Start with an empty state: npm start -- --fresh ' +
        `(or put a whole copy of it back into ${dirname(path)})`,
      { cause },
    );
  }
}

/**
 * The reason in one line without the file's content: some of that is secret, and V8's message quotes the JSON
 * that it refuses.
 */
function reasonOf(cause: unknown): string {
  if (cause instanceof SyntaxError) return 'it is not JSON';
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name.startsWith('$Zod') || cause.name === 'ZodError') return 'its shape is another';
  return cause.message.split('\n', 1)[0] ?? cause.name;
}

/**
 * Reads what the stack wrote to a file; undefined where there is no file yet.
 * @throws DamagedState for a file that is not as it was written
 */
export async function readState<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new DamagedState(path, error);
  }
}
