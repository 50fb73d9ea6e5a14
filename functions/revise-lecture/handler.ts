import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { reviseLectureEnvironment } from '../../shared/contracts/environment.ts';
import {
  correctTranscriptRoute as correct,
  disputeLabelRoute as dispute,
} from '../../shared/contracts/routes/lectures.ts';
import { correctTranscript } from '../../shared/lectures/correct-transcript.ts';
import { disputeLabel } from '../../shared/lectures/dispute-label.ts';
import { hintedBody } from '../../shared/lectures/hints-view.ts';
import type { Lecture } from '../../shared/lectures/lecture.ts';
import type { VersionedTopics } from '../../shared/lectures/reader-language.ts';
import type { RevisionPorts } from '../../shared/lectures/revision.ts';
import { allowanceHeaders } from '../../shared/platform/allowance-header.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { severalRoutes } from '../../shared/platform/several-routes.ts';
import { textSubmissionPorts } from '../../shared/platform/submission-ports.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import type { Caller } from '../../shared/users/user.ts';

const { environment, table, authenticate } = await openUserFunction(
  'revise-lecture',
  reviseLectureEnvironment,
);

type RevisePorts = RevisionPorts & VersionedTopics;

/** Shows the lecture with hints only, because the pupil may still ask about the same point. */
async function shown(
  ports: RevisePorts,
  judged: Lecture,
  { caller, language }: { readonly caller: Caller; readonly language: 'ko' | 'en' },
  perDay: number,
) {
  return {
    body: await hintedBody(ports, judged, language),
    headers: allowanceHeaders(caller, perDay, ports.clock()),
  };
}

export const answerCorrection =
  (ports: RevisePorts, lecturesPerDay: number): HttpAction<'correct-transcript'> =>
  async ({ userId, caller, path, body, requestId, idempotencyKey, language }) => {
    const submission = { ...body, userId, idempotencyKey, correlationId: requestId };
    const judged = await correctTranscript(ports, { userId, lectureId: path.id }, submission);
    return shown(ports, judged, { caller, language }, lecturesPerDay);
  };

export const answerDispute =
  (ports: RevisePorts, lecturesPerDay: number): HttpAction<'dispute-label'> =>
  async ({ userId, caller, path, body, requestId, idempotencyKey, language }) => {
    const dispute = { ...body, userId, idempotencyKey, correlationId: requestId };
    const judged = await disputeLabel(ports, { userId, lectureId: path.id }, dispute);
    return shown(ports, judged, { caller, language }, lecturesPerDay);
  };

const ports = {
  ...textSubmissionPorts(environment, table),
  findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
};
const perDay = environment.DAILY_LECTURES_PER_USER;
export const handler = severalRoutes(
  [correct, httpHandler(correct, answerCorrection(ports, perDay), authenticate)],
  [dispute, httpHandler(dispute, answerDispute(ports, perDay), authenticate)],
);
