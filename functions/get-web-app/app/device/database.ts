const databaseName = 'learning-mate';
const version = 2;

/**
 * `drafts` holds what the learner has not sent yet, by its kind; `unsent` holds what is on its way, by its
 * id.
 */
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
      // This tab must not hold up a newer version of the app in another tab.
      request.result.addEventListener('versionchange', () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener('error', () => reject(request.error));
  });
  return opening;
}

async function inStore<Result>(
  name: StoreName,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => { readonly result: Result } & EventTarget,
): Promise<Result | undefined> {
  try {
    const store = (await database()).transaction(name, mode).objectStore(name);
    return await new Promise((resolve, reject) => {
      const request = ask(store);
      // A request succeeds before its data is on the disk; the transaction completes after that.
      store.transaction.addEventListener('complete', () => resolve(request.result));
      store.transaction.addEventListener('abort', () => reject(store.transaction.error));
    });
  } catch {
    return undefined;
  }
}

/** @returns undefined also where the browser keeps nothing, as in some private windows */
export const readKept = (name: StoreName, key: string): Promise<unknown> =>
  inStore<unknown>(name, 'readonly', (store) => store.get(key));

/** @returns undefined where the browser could not look: what it fails to read may still be there */
export async function isKept(name: StoreName, key: string): Promise<boolean | undefined> {
  const count = await inStore<number>(name, 'readonly', (store) => store.count(key));
  return count === undefined ? undefined : count > 0;
}

export const readAllKept = async (name: StoreName): Promise<readonly unknown[]> =>
  (await inStore<unknown[]>(name, 'readonly', (store) => store.getAll())) ?? [];

/** Keeps a value for the next visit; undefined removes it. */
export async function keep(name: StoreName, key: string, value: unknown): Promise<void> {
  await inStore(name, 'readwrite', (store): EventTarget & { readonly result: unknown } =>
    value === undefined ? store.delete(key) : store.put(value, key),
  );
}
