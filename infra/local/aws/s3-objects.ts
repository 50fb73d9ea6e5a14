import type { Readable } from 'node:stream';
import type { BodyStore, StoredObject } from './s3-bodies.ts';

export type NewObject = Omit<StoredObject, 'key' | 'bodyName' | 'lastModified'>;

/** The objects of all buckets: an index in memory, bodies and records in a `BodyStore`. */
export class ObjectStore {
  readonly #bodies: BodyStore;
  readonly #buckets = new Map<string, Map<string, StoredObject>>();
  readonly #recording = new Map<string, Promise<void>>();

  constructor(bodies: BodyStore) {
    this.#bodies = bodies;
  }

  async load(bucketNames: readonly string[]): Promise<void> {
    for (const bucket of bucketNames) {
      const objects = await this.#bodies.load(bucket);
      this.#buckets.set(bucket, new Map(objects.map((object) => [object.key, object])));
    }
  }

  get(bucket: string, key: string): StoredObject | undefined {
    return this.#buckets.get(bucket)?.get(key);
  }

  /** Keys in ascending order (UTF-16, which for the keys in use is S3's order by bytes). */
  keys(bucket: string): string[] {
    return [...(this.#buckets.get(bucket)?.keys() ?? [])].sort();
  }

  /**
   * Writes the body and then calls `describe`, which gets the object that the key has at that moment and may
   * throw. Nothing else happens between that call and the moment when the new object is visible.
   */
  async put(
    bucket: string,
    key: string,
    chunks: AsyncIterable<Uint8Array>,
    describe: (standing: StoredObject | undefined) => NewObject,
  ): Promise<StoredObject> {
    const bodyName = await this.#bodies.write(bucket, chunks);
    const standing = this.get(bucket, key);
    let object: StoredObject;
    try {
      object = {
        ...describe(standing),
        key,
        bodyName,
        lastModified: new Date().toISOString(),
      };
    } catch (error) {
      await this.#bodies.remove(bucket, bodyName);
      throw error;
    }
    this.#buckets.get(bucket)?.set(key, object);
    await this.#record(bucket, key);
    if (standing) await this.#bodies.remove(bucket, standing.bodyName);
    return object;
  }

  async delete(bucket: string, key: string): Promise<void> {
    const standing = this.get(bucket, key);
    if (standing === undefined) return;
    this.#buckets.get(bucket)?.delete(key);
    await this.#record(bucket, key);
    await this.#bodies.remove(bucket, standing.bodyName);
  }

  read(
    bucket: string,
    object: StoredObject,
    start: number,
    end: number,
  ): Promise<Readable | undefined> {
    return this.#bodies.read(bucket, object.bodyName, start, end);
  }

  /** Writes the index's state of a key to disk, one change of a key after another. */
  #record(bucket: string, key: string): Promise<void> {
    const name = `${bucket}/${key}`;
    const before = this.#recording.get(name) ?? Promise.resolve();
    const recorded = before
      .catch(() => {})
      .then(() => {
        const object = this.get(bucket, key);
        return object === undefined
          ? this.#bodies.removeRecord(bucket, key)
          : this.#bodies.saveRecord(bucket, object);
      })
      .finally(() => {
        if (this.#recording.get(name) === recorded) this.#recording.delete(name);
      });
    this.#recording.set(name, recorded);
    return recorded;
  }
}
