import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { recordingSubmissionEnvironment } from '../../shared/contracts/environment.ts';
import { answerPupilRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { answerPupil } from '../../shared/lectures/answer-pupil.ts';
import { hintedBody } from '../../shared/lectures/hints-view.ts';
import type { VersionedTopics } from '../../shared/lectures/reader-language.ts';
import type { LaterSubmissionPorts } from '../../shared/lectures/submit-later.ts';
import { allowanceHeaders } from '../../shared/platform/allowance-header.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { submissionPorts } from '../../shared/platform/submission-ports.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { environment, table, readTokenKeys, authenticate } = await openUserFunction(
  'answer-pupil',
  recordingSubmissionEnvironment,
);

export const answerAnswer =
  (
    ports: LaterSubmissionPorts & VersionedTopics,
    lecturesPerDay: number,
  ): HttpAction<'answer-pupil'> =>
  async ({ userId, caller, path, body, requestId, idempotencyKey, language }) => {
    const submission = { ...body, userId, idempotencyKey, correlationId: requestId };
    const answer = await answerPupil(ports, { userId, lectureId: path.id }, submission);
    return {
      // The pupil may ask about the same point again, so that its statement stays hidden.
      body: await hintedBody(ports, answer, language),
      headers: allowanceHeaders(caller, lecturesPerDay, ports.clock()),
    };
  };

export const handler = httpHandler(
  route,
  answerAnswer(
    {
      ...submissionPorts(environment, table, readTokenKeys),
      findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
    },
    environment.DAILY_LECTURES_PER_USER,
  ),
  authenticate,
);
