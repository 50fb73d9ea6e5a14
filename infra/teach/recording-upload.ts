import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { connectionReason, TeachTrouble } from './trouble.ts';

/** The speech API takes 25 MiB with its form's fields; the backend ends a larger lecture as FAILURE. */
export const largestRecordingBytes = (25 * 1024 - 64) * 1024;
export const uploadTimeoutSeconds = 300;
const longestAnswerCharacters = 16_384;

export type Recording = { readonly path: string; readonly sizeBytes: number };

/**
 * Looks at the file before anything is asked of the API.
 * @param force takes an empty or too large file all the same
 * @throws TeachTrouble `file-missing`, `file-unreadable`, `file-empty`, `file-too-large`
 */
export const openRecording = async (path: string, force: boolean): Promise<Recording> => {
  const unreadable = (reason: string) =>
    new TeachTrouble({ kind: 'file-unreadable', path, reason });
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable(found.isDirectory() ? 'EISDIR' : 'not a file');
    await access(path, constants.R_OK);
    const sizeBytes = found.size;
    if (sizeBytes === 0 && !force) throw new TeachTrouble({ kind: 'file-empty', path });
    if (sizeBytes > largestRecordingBytes && !force) {
      throw new TeachTrouble({ kind: 'file-too-large', path, sizeBytes });
    }
    return { path, sizeBytes };
  } catch (error) {
    if (error instanceof TeachTrouble) throw error;
    const reason = connectionReason(error);
    if (reason === 'ENOENT' || reason === 'ENOTDIR') {
      throw new TeachTrouble({ kind: 'file-missing', path });
    }
    throw unreadable(reason);
  }
};

const tagOf = (xml: string, tag: 'Code' | 'Message'): string | undefined =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];

async function* countedChunks(recording: Recording, sent: (sentBytes: number) => void) {
  if (recording.sizeBytes === 0) return;
  const chunks = createReadStream(recording.path, {
    end: recording.sizeBytes - 1,
    // Small enough that a short recording shows progress, too.
    highWaterMark: Math.min(65_536, Math.max(4_096, Math.ceil(recording.sizeBytes / 20))),
  });
  let sentBytes = 0;
  for await (const chunk of chunks) {
    yield chunk;
    sentBytes += chunk.length;
    sent(sentBytes);
  }
  if (sentBytes < recording.sizeBytes) {
    // Content-Length is promised already: the store would wait for the rest until the timeout.
    throw new TeachTrouble({
      kind: 'file-unreadable',
      path: recording.path,
      reason: `${sentBytes} < ${recording.sizeBytes} B`,
    });
  }
}

/**
 * PUTs the bytes as the app does: labelled `audio/wav` whatever they are, with no Authorization.
 * Unlike the app, the answer's status is looked at.
 * @throws TeachTrouble `upload-refused`, `upload-broken`, `no-answer` after 5 minutes,
 *   `file-unreadable` if the file shrinks meanwhile
 */
export const uploadRecording = (
  url: string,
  recording: Recording,
  sent: (sentBytes: number) => void,
  interrupt: AbortSignal,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(uploadTimeoutSeconds * 1000);
    const { origin } = new URL(url);
    let answered = false;
    const fail = (error: unknown) => {
      // A store that refuses may close while bytes are still under way; its answer counts.
      if (answered) return;
      if (error instanceof TeachTrouble) reject(error);
      else if (timeout.aborted) {
        const timeoutSeconds = uploadTimeoutSeconds;
        reject(new TeachTrouble({ kind: 'no-answer', url: origin, timeoutSeconds }));
      } else reject(new TeachTrouble({ kind: 'upload-broken', reason: connectionReason(error) }));
    };

    const request = (url.startsWith('https:') ? https : http).request(url, {
      method: 'PUT',
      headers: { 'Content-Type': 'audio/wav', 'Content-Length': recording.sizeBytes },
      signal: AbortSignal.any([timeout, interrupt]),
    });
    request.on('error', fail);
    request.on('response', (response) => {
      answered = true;
      const status = response.statusCode ?? 0;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (text.length < longestAnswerCharacters) text += part;
      });
      // The status is known even if the answer's body breaks off.
      response.on('error', () => {});
      response.on('close', () => {
        request.destroy();
        if (status >= 200 && status < 300) return resolve();
        const [code, message] = [tagOf(text, 'Code'), tagOf(text, 'Message')];
        reject(new TeachTrouble({ kind: 'upload-refused', status, code, message }));
      });
    });
    sent(0);
    pipeline(() => countedChunks(recording, sent), request).catch(fail);
  });
