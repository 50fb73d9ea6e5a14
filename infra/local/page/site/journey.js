import * as api from './api.js';

/** @typedef {import('./wire.js').Lecture} Lecture */
/** @typedef {Awaited<ReturnType<typeof api.readLecture>>} LectureAnswer */

const uploadTimeoutMilliseconds = 300_000;
const submitTries = 4;
const passingTroublesInARow = 5;
const defaultPollSeconds = 3;
const leastPollSeconds = 0.5;

/** The store did not take the bytes; `status` 0 means that the connection broke. */
export class UploadTrouble extends Error {
  /** @override */
  name = 'UploadTrouble';

  /** @param {number} status */
  constructor(status) {
    super(`upload: HTTP ${status}`);
    this.status = status;
  }
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }
  });

/**
 * PUTs the bytes as the published app does: labelled audio/wav, whatever they are. By
 * XMLHttpRequest, since fetch does not tell how far an upload is.
 * @param {string} url
 * @param {Blob} recording
 * @param {(share: number) => void} onShare from 0 to 1
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function upload(url, recording, onShare, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.timeout = uploadTimeoutMilliseconds;
    request.setRequestHeader('Content-Type', 'audio/wav');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onShare(loaded / total);
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new UploadTrouble(request.status));
    });
    const broken = () => reject(signal.aborted ? signal.reason : new UploadTrouble(0));
    for (const event of ['error', 'timeout', 'abort']) request.addEventListener(event, broken);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    // A typed Blob would bring its own content type to a header that is signed.
    request.send(recording.slice(0, recording.size, ''));
  });
}

/**
 * Submitting again is safe: one recording, or one key, is one lecture.
 * @param {() => Promise<LectureAnswer>} submit
 * @param {AbortSignal} signal
 */
async function submitPatiently(submit, signal) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await submit();
    } catch (error) {
      const passing = error instanceof api.ApiTrouble && error.isPassing;
      if (!passing || tries === submitTries) throw error;
      await pause((error.retryAfterSeconds ?? tries) * 1000, signal);
    }
  }
}

/**
 * @param {{ topicId: number, recording: Blob }} lecture
 * @param {(share: number) => void} onShare how much is uploaded, from 0 to 1
 * @param {AbortSignal} signal
 * @throws {UploadTrouble | api.ApiTrouble}
 */
export async function sendRecording({ topicId, recording }, onShare, signal) {
  const uploadUrl = await api.readUploadUrl();
  await upload(uploadUrl, recording, onShare, signal);
  const audioUrl = uploadUrl.split('?', 1)[0] ?? uploadUrl;
  return submitPatiently(() => api.submitLecture({ topicId, audioUrl }), signal);
}

/**
 * @param {{ topicId: number, text: string, key: string }} lecture
 * @param {AbortSignal} signal
 * @throws {api.ApiTrouble}
 */
export const sendText = ({ topicId, text, key }, signal) =>
  submitPatiently(() => api.submitLecture({ topicId, text }, key), signal);

/**
 * Looks until the lecture has ended, as often as the API asks for. A passing trouble is borne some
 * times in a row, since the lecture goes on meanwhile.
 * @param {LectureAnswer} first
 * @param {(lecture: Lecture) => void} onSeen
 * @param {AbortSignal} signal
 */
export async function followLecture(first, onSeen, signal) {
  let { lecture, retryAfterSeconds } = first;
  let troubles = 0;
  onSeen(lecture);
  while (mayGoOn(lecture)) {
    const seconds = Math.max(leastPollSeconds, retryAfterSeconds ?? defaultPollSeconds);
    await pause(seconds * 1000, signal);
    try {
      ({ lecture, retryAfterSeconds } = await api.readLecture(lecture.id));
      signal.throwIfAborted();
      troubles = 0;
      onSeen(lecture);
    } catch (error) {
      troubles += 1;
      const passing = error instanceof api.ApiTrouble && error.isPassing;
      if (!passing || troubles === passingTroublesInARow) throw error;
      retryAfterSeconds = error.retryAfterSeconds;
    }
  }
  return lecture;
}

/**
 * A lecture that ended for want of its upload goes on if that still comes.
 * @param {import('./wire.js').Lecture} lecture
 */
const mayGoOn = ({ status, uploadUntil }) =>
  status === 'IN_PROGRESS' || (status === 'FAILURE' && Date.now() < (uploadUntil?.getTime() ?? 0));
