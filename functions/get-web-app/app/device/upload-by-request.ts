import { ClientTrouble } from '../../../../shared/client/trouble.ts';
import {
  checkUploadAnswer,
  type Upload,
  uploadContentType,
  uploadTimeoutSeconds,
} from '../../../../shared/client/upload.ts';

/** This uses XMLHttpRequest, because fetch does not report an upload's progress. */
export const uploadByRequest: Upload<Blob> = (url, recording, sent, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.timeout = uploadTimeoutSeconds * 1000;
    request.setRequestHeader('Content-Type', uploadContentType);
    request.upload.addEventListener('progress', ({ loaded, total }) => sent(loaded, total));
    request.addEventListener('load', () => {
      try {
        checkUploadAnswer(request.status, request.responseText);
        resolve();
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener('timeout', () =>
      reject(new ClientTrouble({ kind: 'no-answer', url, timeoutSeconds: uploadTimeoutSeconds })),
    );
    for (const event of ['error', 'abort']) {
      request.addEventListener(event, () =>
        reject(
          signal.aborted
            ? signal.reason
            : new ClientTrouble({ kind: 'upload-broken', reason: event }),
        ),
      );
    }
    signal.addEventListener('abort', () => request.abort(), { once: true });
    // The content type is signed, and a Blob with a type would replace it.
    request.send(recording.slice(0, recording.size, ''));
  });
