import { language } from './language.js';
import { keepStored, readStored } from './stored.js';
import * as wire from './wire.js';

const callTimeoutMilliseconds = 30_000;
/** The gateway's throttles are shared by all clients, and say nothing of when to come again. */
const throttledTries = 4;
const throttledPauseMilliseconds = 1000;

/** A call that did not succeed; `status` 0 means that no answer came at all. */
export class ApiTrouble extends Error {
  /** @override */
  name = 'ApiTrouble';

  /**
   * @param {number} status
   * @param {string} [detail]
   * @param {number} [retryAfterSeconds]
   */
  constructor(status, detail = '', retryAfterSeconds) {
    super(`HTTP ${status} ${detail}`);
    this.status = status;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether the same call may well succeed a little later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/**
 * @typedef {{ method?: string, body?: unknown, headers?: Record<string, string> }} CallOptions
 * @typedef {{ value: unknown, headers: Headers }} Answer
 */

/** @param {Headers} headers */
function retryAfterSeconds(headers) {
  const text = headers.get('retry-after');
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}

/** @param {Response} response */
async function bodyOf(response) {
  const text = await response.text();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A call that is made again while it is throttled, which means that nothing has happened yet.
 * @param {string} path
 * @param {string | undefined} token
 * @param {CallOptions} options
 * @returns {Promise<Answer>}
 * @throws {ApiTrouble}
 */
async function callPatiently(path, token, options) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await callOnce(path, token, options);
    } catch (error) {
      const throttled = error instanceof ApiTrouble && error.status === 429;
      if (!throttled || error.retryAfterSeconds !== undefined || tries === throttledTries) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, throttledPauseMilliseconds));
    }
  }
}

/**
 * @param {string} path
 * @param {string | undefined} token
 * @param {CallOptions} options
 * @returns {Promise<Answer>}
 */
async function callOnce(path, token, { method = 'GET', body, headers = {} }) {
  let response;
  let value;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': language(),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      signal: AbortSignal.timeout(callTimeoutMilliseconds),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    value = await bodyOf(response);
  } catch {
    throw new ApiTrouble(0);
  }
  if (response.ok) return { value, headers: response.headers };
  const after = retryAfterSeconds(response.headers);
  throw new ApiTrouble(response.status, wire.readProblem(value), after);
}

/** @type {Promise<string> | undefined} */
let issuing;

/** One token for all calls that find themselves without one at the same time. */
function issueToken() {
  issuing ??= callPatiently('/api/v1/users/token/issue', undefined, { method: 'POST' })
    .then(({ value }) => {
      const login = wire.readLogin(value);
      keepStored('token', login.token);
      return login.token;
    })
    .finally(() => {
      issuing = undefined;
    });
  return issuing;
}

/**
 * A call as this device's user, who is made at the first one. A token that works no longer is
 * replaced, once per call.
 * @param {string} path
 * @param {CallOptions} [options]
 */
async function call(path, options = {}) {
  const kept = readStored('token');
  const token = kept ?? (await issueToken());
  try {
    return await callPatiently(path, token, options);
  } catch (error) {
    if (!(error instanceof ApiTrouble) || error.status !== 401 || kept === undefined) throw error;
    const renewed = readStored('token');
    const isRenewed = renewed !== undefined && renewed !== token;
    return callPatiently(path, isRenewed ? renewed : await issueToken(), options);
  }
}

/** @param {Answer} answer */
const lectureAnswer = ({ value, headers }) => ({
  lecture: wire.readLecture(value),
  retryAfterSeconds: retryAfterSeconds(headers),
});

/**
 * Walks all pages of a catalog list.
 * @param {'major' | 'subject' | 'topic'} kind
 * @param {Record<string, string>} [filter]
 */
export async function readCatalog(kind, filter = {}) {
  /** @type {wire.CatalogItem[]} */
  const all = [];
  for (let page = 0; ; page += 1) {
    const query = new URLSearchParams({ ...filter, page: String(page), size: '50' });
    const { value } = await call(`/api/v1/${kind}?${query}`);
    const { items, last } = wire.readCatalogPage(value, kind);
    all.push(...items);
    if (last) return all;
  }
}

export const readName = async () => wire.readName((await call('/api/v1/users/name')).value);

/** @param {string} name */
export const changeName = async (name) =>
  wire.readName((await call('/api/v1/users/name', { method: 'PUT', body: { name } })).value);

export const readUploadUrl = async () =>
  wire.readUploadUrl((await call('/api/v1/generate-presigned-url')).value);

/**
 * @param {{ topicId: number, audioUrl: string } | { topicId: number, text: string }} body
 * @param {string} [idempotencyKey]
 */
export const submitLecture = async (body, idempotencyKey) =>
  lectureAnswer(
    await call('/api/v1/lecture', {
      method: 'POST',
      body,
      headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
    }),
  );

/** @param {number} id */
export const readLecture = async (id) => lectureAnswer(await call(`/api/v1/lecture/${id}`));

/** @param {number} id @param {number} helpfulnessRating */
export const rateLecture = async (id, helpfulnessRating) => {
  const path = `/api/v1/lecture/${id}/rate-helpfulness`;
  await call(path, { method: 'POST', body: { helpfulnessRating } });
};

/**
 * Lectures, newest first; `next` is where to read on, if there are more.
 * @param {string} [path]
 */
export async function readLectures(path = '/api/v1/users/lectures?limit=50') {
  const { value, headers } = await call(path);
  const next = /<([^>]+)>;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1];
  const target = next === undefined ? undefined : new URL(next, location.href);
  return {
    lectures: wire.readLectures(value),
    next: target === undefined ? undefined : target.pathname + target.search,
  };
}

/** Undefined where the stack has no ranking. */
export async function readRankingMessage() {
  try {
    return wire.readRankingMessage((await call('/api/v1/ranking')).value);
  } catch (error) {
    if (error instanceof ApiTrouble && error.status === 404) return undefined;
    throw error;
  }
}

/** What the server of this page says of the stack. */
export const readSettings = async () =>
  wire.readSettings((await callOnce('/page/settings.json', undefined, {})).value);
