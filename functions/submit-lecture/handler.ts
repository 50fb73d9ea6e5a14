import { recordingSubmissionEnvironment } from '../../shared/contracts/environment.ts';
import { submitLectureRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { latersOf, withDetail } from '../../shared/lectures/read-lectures.ts';
import { inReaderLanguage } from '../../shared/lectures/reader-language.ts';
import { submitLecture } from '../../shared/lectures/submit-lecture.ts';
import { submitText } from '../../shared/lectures/submit-text.ts';
import { allowanceHeaders } from '../../shared/platform/allowance-header.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import { type LecturePorts, lecturePorts } from './ports.ts';

const { environment, table, readTokenKeys, authenticate } = await openUserFunction(
  'submit-lecture',
  recordingSubmissionEnvironment,
);

export const answerSubmission =
  (ports: LecturePorts, lecturesPerDay: number): HttpAction<'submit-lecture'> =>
  async ({ userId, caller, body, requestId, idempotencyKey, language }) => {
    const { audioUrl, text, ...named } = body;
    const { isCanary } = caller.user;
    const submission = { userId, ...named, correlationId: requestId, isCanary };
    const submitted =
      text === undefined
        ? await submitLecture(ports.recording, { ...submission, audioUrl: audioUrl ?? '' })
        : await submitText(ports.text, { ...submission, text, idempotencyKey });
    const read = await withDetail(ports, submitted);
    const { lecture, detail } = await inReaderLanguage(ports, language)(read);
    const laters = await latersOf({ ...ports, clock: ports.text.clock }, lecture);
    return {
      body: lectureBody(lecture, detail, laters),
      headers: allowanceHeaders(caller, lecturesPerDay, ports.text.clock()),
    };
  };

export const handler = httpHandler(
  route,
  answerSubmission(
    lecturePorts(environment, table, readTokenKeys),
    environment.DAILY_LECTURES_PER_USER,
  ),
  authenticate,
);
