import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { revealAnswersRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { inReaderLanguage, type VersionedTopics } from '../../shared/lectures/reader-language.ts';
import { type RevealAnswersPorts, revealAnswers } from '../../shared/lectures/reveal-answers.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('reveal-answers', routeEnvironment);

export const answerReveal =
  (ports: RevealAnswersPorts & VersionedTopics): HttpAction<'reveal-answers'> =>
  async ({ userId, path, language }) => {
    const revealed = await revealAnswers(ports, { userId, lectureId: path.id });
    const { lecture, detail, laters } = await inReaderLanguage(ports, language)(revealed);
    return { body: lectureBody(lecture, detail, laters) };
  };

export const handler = httpHandler(
  route,
  answerReveal({
    lectures: dynamoLectures(table),
    details: dynamoLectureDetails(table),
    laters: dynamoLaters(table),
    clock: Date.now,
    findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
  }),
  authenticate,
);
