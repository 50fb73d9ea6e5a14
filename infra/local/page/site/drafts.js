const databaseName = 'learning-mate';
const storeName = 'drafts';

/** @typedef {import('./teach-view.js').Take} Take */
/** What is not sent yet, by its kind. @typedef {{ take: Take, text: string }} Drafts */

/** @type {Promise<IDBDatabase> | undefined} */
let opening;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
  return opening;
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<unknown>} undefined where the browser keeps nothing, as private windows may
 */
async function asked(mode, ask) {
  try {
    const store = (await database()).transaction(storeName, mode).objectStore(storeName);
    return await new Promise((resolve, reject) => {
      const request = ask(store);
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  } catch {
    return undefined;
  }
}

/**
 * Keeps what is not sent yet for the next visit; nothing in its place takes it away.
 * @template {keyof Drafts} Kind
 * @param {Kind} kind
 * @param {Drafts[Kind] | undefined} draft
 */
export async function keepDraft(kind, draft) {
  await asked('readwrite', (store) =>
    draft === undefined || draft === '' ? store.delete(kind) : store.put(draft, kind),
  );
}

/** @returns {Promise<Partial<Drafts>>} */
export async function readDrafts() {
  const [take, text] = await Promise.all(
    ['take', 'text'].map((kind) => asked('readonly', (store) => store.get(kind))),
  );
  return {
    ...(isTake(take) ? { take } : {}),
    ...(typeof text === 'string' ? { text } : {}),
  };
}

/** @param {unknown} value @returns {value is Take} */
const isTake = (value) =>
  typeof value === 'object' &&
  value !== null &&
  'recording' in value &&
  value.recording instanceof Blob &&
  ('name' in value || 'seconds' in value);
