const databaseName = 'learning-mate';
const version = 2;

/** `drafts` is what is not sent yet, by its kind; `unsent` what is on its way, by its id. */
type StoreName = 'drafts' | 'unsent';

let opening: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, version);
    request.addEventListener('upgradeneeded', () => {
      for (const name of ['drafts', 'unsent'] satisfies StoreName[]) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      }
    });
    request.addEventListener('success', () => {
      // A newer version in another tab must not wait for this one.
      request.result.addEventListener('versionchange', () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener('error', () => reject(request.error));
  });
  return opening;
}

async function asked<Result>(
  name: StoreName,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => { readonly result: Result } & EventTarget,
): Promise<Result | undefined> {
  try {
    const store = (await database()).transaction(name, mode).objectStore(name);
    return await new Promise((resolve, reject) => {
      const request = ask(store);
      // The request's success is not yet the disk's.
      store.transaction.addEventListener('complete', () => resolve(request.result));
      store.transaction.addEventListener('abort', () => reject(store.transaction.error));
    });
  } catch {
    return undefined;
  }
}

/** Undefined where the browser keeps nothing, as private windows may. */
export const readKept = (name: StoreName, key: string): Promise<unknown> =>
  asked<unknown>(name, 'readonly', (store) => store.get(key));

/** @returns undefined where it cannot be told: what the browser fails to read may be there all the same */
export async function isKept(name: StoreName, key: string): Promise<boolean | undefined> {
  const count = await asked<number>(name, 'readonly', (store) => store.count(key));
  return count === undefined ? undefined : count > 0;
}

export const readAllKept = async (name: StoreName): Promise<readonly unknown[]> =>
  (await asked<unknown[]>(name, 'readonly', (store) => store.getAll())) ?? [];

/** Keeps it for the next visit; undefined takes it away. */
export async function keep(name: StoreName, key: string, value: unknown): Promise<void> {
  await asked(name, 'readwrite', (store): EventTarget & { readonly result: unknown } =>
    value === undefined ? store.delete(key) : store.put(value, key),
  );
}
