import type { Login } from '../../shared/client/answers.ts';
import { apiCalls } from '../../shared/client/calls.ts';
import { systemClock } from '../../shared/client/clock.ts';
import type { JourneyPorts } from '../../shared/client/journey.ts';
import { ClientTrouble, connectionReason } from '../../shared/client/trouble.ts';
import {
  checkUploadAnswer,
  type Upload,
  uploadContentType,
  uploadTimeoutSeconds,
} from '../../shared/client/upload.ts';
import { canaryProofHeader } from '../../shared/contracts/canary.ts';
import { issueTokenRoute } from '../../shared/contracts/routes/users.ts';

/**
 * Calls the stage as a learner's app does. The request for a token proves that it comes from the canary,
 * and the login is forgotten after the run.
 */
export function publicDoor(
  apiUrl: string,
  makeProof: () => Promise<string>,
): JourneyPorts<Buffer<ArrayBuffer>> {
  const tokenUrl = apiUrl + issueTokenRoute.path;
  let login: Login | undefined;
  const api = apiCalls({
    baseUrl: apiUrl,
    fetch: async (url, init) => {
      if (url !== tokenUrl) return fetch(url, init);
      const headers = { ...init.headers, [canaryProofHeader]: await makeProof() };
      return fetch(url, { ...init, headers });
    },
    language: () => 'ko',
    clock: systemClock,
    logins: {
      read: async () => login,
      keep: async (next) => {
        login = next;
      },
    },
  });
  return { api, upload: putRecording, clock: systemClock };
}

const putRecording: Upload<Buffer<ArrayBuffer>> = async (url, recording, _sent, signal) => {
  const timeout = AbortSignal.timeout(uploadTimeoutSeconds * 1000);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': uploadContentType },
      body: recording,
      signal: AbortSignal.any([timeout, signal]),
    });
    text = await answer.text();
  } catch (error) {
    throw new ClientTrouble({ kind: 'upload-broken', reason: connectionReason(error) });
  }
  checkUploadAnswer(answer.status, text);
};
