import * as z from 'zod/mini';
import { holdCanaryLecture } from '../../shared/client/canary-lecture.ts';
import { clocks } from '../../shared/contracts/clocks.ts';
import { sendCanaryEnvironment } from '../../shared/contracts/environment.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { makeCanaryProof } from '../../shared/platform/canary-proof.ts';
import { keyedDigest } from '../../shared/platform/digests.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { log } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { publicDoor } from './door.ts';
import { canaryRecording } from './recording.ts';

const environment = await loadEnvironment('send-canary', sendCanaryEnvironment);
const fingerprint = keyedDigest(secretReader(environment.TOKEN_KEYS_SECRET_ARN));

/** The schedule gives neither field; an operator who tries out a release may give both. */
const eventSchema = z.object({
  apiUrl: z.optional(z.url()),
  waitSeconds: z._default(
    z.number().check(z.positive(), z.maximum(clocks.canaryWaitSeconds)),
    clocks.canaryWaitSeconds,
  ),
});

/** Holds a tiny lecture through the stage's public API. It fails where a learner's would have failed. */
export const handler = backgroundHandler(async (event: unknown) => {
  const { apiUrl = environment.API_URL, waitSeconds } = z.parse(eventSchema, event);
  const { bytes: recording, topicId, seconds } = canaryRecording;
  const held = await holdCanaryLecture(
    publicDoor(apiUrl, () => makeCanaryProof(fingerprint, Date.now())),
    {
      ...{ topicId, recording, seconds, waitSeconds },
      signal: AbortSignal.timeout(clocks.canaryWaitSeconds * 1000),
    },
  );
  log('info', 'canary came back', { ...held });
  return held;
});
