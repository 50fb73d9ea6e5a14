import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { submitLecture } from '../../shared/lectures/submit-lecture.ts';
import { submitText } from '../../shared/lectures/submit-text.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { type SubmissionPorts, submissionPorts } from './ports.ts';

const route = routes['submit-lecture'];
const environment = loadEnvironment('submit-lecture');
const table = dynamoTable(environment.TABLE_NAME);

export const answerSubmission =
  (ports: SubmissionPorts): HttpAction<typeof route> =>
  async ({ userId, body, requestId, idempotencyKey }) => {
    const { topicId, audioUrl, text } = body;
    const submission = { userId, topicId, correlationId: requestId };
    const [lecture, headers] = await Promise.all([
      text === undefined
        ? submitLecture(ports.recording, { ...submission, audioUrl: audioUrl ?? '' })
        : submitText(ports.text, { ...submission, text, idempotencyKey }),
      ports.allowance(userId),
    ]);
    return { body: lectureBody(lecture), headers };
  };

export const handler = httpHandler(
  route,
  answerSubmission(submissionPorts(environment, table)),
  deviceAuthentication(environment, dynamoUsers(table)),
);
