import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { readState } from './state-file.ts';

const storedObjectSchema = z.object({
  key: z.string(),
  /** MD5 in lowercase hex, without the quotes. */
  etag: z.string(),
  sizeBytes: z.number(),
  lastModified: z.iso.datetime(),
  /** Headers of the PUT that responses repeat: content type, `x-amz-meta-…` and the like. */
  headers: z.record(z.string(), z.string()),
  bodyName: z.string(),
});
export type StoredObject = Readonly<z.infer<typeof storedObjectSchema>>;

/** Stores the bytes of objects, and records about them. Each body is written once, under a new name. */
export interface BodyStore {
  /** @returns the body's name; nothing is left behind when `chunks` fails */
  write(bucket: string, chunks: AsyncIterable<Uint8Array>): Promise<string>;
  /** Opens the bytes from `start` to `end` inclusive; undefined where the body does not exist any more. */
  read(bucket: string, name: string, start: number, end: number): Promise<Readable | undefined>;
  remove(bucket: string, name: string): Promise<void>;
  saveRecord(bucket: string, object: StoredObject): Promise<void>;
  removeRecord(bucket: string, key: string): Promise<void>;
  /** Reads the saved records, and removes bodies without one. @throws DamagedState */
  load(bucket: string): Promise<StoredObject[]>;
}

export class MemoryBodies implements BodyStore {
  readonly #bodies = new Map<string, Buffer>();

  async write(_bucket: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const name = randomUUID();
    this.#bodies.set(name, Buffer.concat(parts));
    return name;
  }

  async read(_bucket: string, name: string, start: number, end: number) {
    const body = this.#bodies.get(name);
    return body && Readable.from([body.subarray(start, end + 1)], { objectMode: false });
  }

  async remove(_bucket: string, name: string): Promise<void> {
    this.#bodies.delete(name);
  }

  async saveRecord(): Promise<void> {}

  async removeRecord(): Promise<void> {}

  async load(): Promise<StoredObject[]> {
    return [];
  }
}

/**
 * Stores a body as `{bucket}/{uuid}.body`, beside a record `{bucket}/{hash of the key}.json` that names it.
 */
export class DiskBodies implements BodyStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(bucket: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const name = `${randomUUID()}.body`;
    const file = join(this.#folder, bucket, name);
    try {
      await pipeline(chunks, createWriteStream(file));
      return name;
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  }

  async read(bucket: string, name: string, start: number, end: number) {
    try {
      const file = await open(join(this.#folder, bucket, name));
      return file.createReadStream({ start, end });
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async remove(bucket: string, name: string): Promise<void> {
    // Some systems cannot remove a file that is still being read; the next start removes it.
    await rm(join(this.#folder, bucket, name), { force: true }).catch(() => {});
  }

  async saveRecord(bucket: string, object: StoredObject): Promise<void> {
    const file = this.#recordFile(bucket, object.key);
    const draft = `${file}.${randomUUID()}.new`;
    await writeFile(draft, JSON.stringify(object));
    await rename(draft, file);
  }

  async removeRecord(bucket: string, key: string): Promise<void> {
    await rm(this.#recordFile(bucket, key), { force: true });
  }

  async load(bucket: string): Promise<StoredObject[]> {
    const folder = join(this.#folder, bucket);
    await mkdir(folder, { recursive: true });
    const files = await readdir(folder);
    const records = await Promise.all(
      files
        .filter((file) => file.endsWith('.json'))
        .map((file) => readState(join(folder, file), storedObjectSchema)),
    );
    const objects = records.filter((record) => record !== undefined);
    const bodies = new Set(objects.map((object) => object.bodyName));
    await Promise.all(
      files
        .filter((file) => !file.endsWith('.json') && !bodies.has(file))
        .map((file) => rm(join(folder, file), { force: true })),
    );
    return objects;
  }

  #recordFile(bucket: string, key: string): string {
    return join(this.#folder, bucket, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
