import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
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

/** A JSON file of the state, which is replaced whole, by one write after another. */
export interface StateFile<Value> {
  /** @throws DamagedState */
  read(): Promise<Value | undefined>;
  save(value: Value): Promise<void>;
}

/** @param mode who may read it @default the machine's usual */
export function stateFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  mode?: number,
): StateFile<z.infer<Schema>> {
  let saving = Promise.resolve();
  const replace = async (text: string) => {
    const draft = `${path}.new`;
    await writeFile(draft, text, { mode });
    // A draft that was left behind may have another mode.
    if (mode !== undefined) await chmod(draft, mode);
    await rename(draft, path);
  };
  return {
    read: async () => {
      await mkdir(dirname(path), { recursive: true });
      return readState(path, schema);
    },
    save: (value) => {
      const text = JSON.stringify(value, null, 2);
      saving = saving.catch(() => {}).then(() => replace(text));
      return saving;
    },
  };
}
