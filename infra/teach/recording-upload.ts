import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { ClientTrouble, connectionReason } from '../../shared/client/trouble.ts';
import {
  checkUploadAnswer,
  type Upload,
  uploadContentType,
  uploadTimeoutSeconds,
} from '../../shared/client/upload.ts';
import { recordingMaximumBytes } from '../../shared/contracts/recordings.ts';
import { TeachTrouble } from './trouble.ts';

const longestAnswerCharacters = 16_384;

export type Recording = { readonly path: string; readonly sizeBytes: number };

/**
 * Checks the file before the API is called.
 * @param force accepts an empty or too large file
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
    if (sizeBytes > recordingMaximumBytes && !force) {
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

async function* countedChunks(recording: Recording, sent: (sentBytes: number) => void) {
  if (recording.sizeBytes === 0) return;
  const chunks = createReadStream(recording.path, {
    end: recording.sizeBytes - 1,
    // Chunks are small enough for a short recording to show progress too.
    highWaterMark: Math.min(65_536, Math.max(4_096, Math.ceil(recording.sizeBytes / 20))),
  });
  let sentBytes = 0;
  for await (const chunk of chunks) {
    yield chunk;
    sentBytes += chunk.length;
    sent(sentBytes);
  }
  if (sentBytes < recording.sizeBytes) {
    // Content-Length was sent already, so the store would wait for the rest until the timeout.
    throw new TeachTrouble({
      kind: 'file-unreadable',
      path: recording.path,
      reason: `${sentBytes} < ${recording.sizeBytes} B`,
    });
  }
}

/**
 * Uploads a recording and, unlike the published app, checks the answer's status.
 * @throws TeachTrouble `file-unreadable` if the file shrinks meanwhile
 */
export const uploadRecording: Upload<Recording> = (url, recording, sent, signal) =>
  new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(uploadTimeoutSeconds * 1000);
    const { origin } = new URL(url);
    const { sizeBytes } = recording;
    let answered = false;
    const fail = (error: unknown) => {
      // A store that refuses may close the connection while bytes are still under way; its answer counts.
      if (answered) return;
      if (signal.aborted) reject(signal.reason);
      else if (error instanceof TeachTrouble) reject(error);
      else if (timeout.aborted) {
        const timeoutSeconds = uploadTimeoutSeconds;
        reject(new ClientTrouble({ kind: 'no-answer', url: origin, timeoutSeconds }));
      } else reject(new ClientTrouble({ kind: 'upload-broken', reason: connectionReason(error) }));
    };

    const request = (url.startsWith('https:') ? https : http).request(url, {
      method: 'PUT',
      headers: { 'Content-Type': uploadContentType, 'Content-Length': sizeBytes },
      signal: AbortSignal.any([timeout, signal]),
    });
    request.on('error', fail);
    request.on('response', (response) => {
      answered = true;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (text.length < longestAnswerCharacters) text += part;
      });
      // The status is known even if the answer's body breaks off.
      response.on('error', () => {});
      response.on('close', () => {
        request.destroy();
        try {
          resolve(checkUploadAnswer(response.statusCode ?? 0, text));
        } catch (error) {
          reject(error);
        }
      });
    });
    sent(0, sizeBytes);
    const count = (sentBytes: number) => sent(sentBytes, sizeBytes);
    pipeline(() => countedChunks(recording, count), request).catch(fail);
  });
