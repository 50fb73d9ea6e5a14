import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { dynamoTaughtTopics } from '../../shared/adapters/dynamo-taught-topics.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import type { LaterStore } from '../../shared/lectures/later.ts';
import type { LectureDetails } from '../../shared/lectures/ports.ts';
import type { VersionedTopics } from '../../shared/lectures/reader-language.ts';
import type { SubmitLecturePorts } from '../../shared/lectures/submit-lecture.ts';
import type { SubmitTextPorts } from '../../shared/lectures/submit-text.ts';
import { topicFinder, topicPinner } from '../../shared/own-topics/read-own-topics.ts';
import type { SecretReader } from '../../shared/platform/secrets.ts';
import { submissionPorts } from '../../shared/platform/submission-ports.ts';

export interface LecturePorts extends VersionedTopics {
  readonly recording: SubmitLecturePorts;
  readonly text: SubmitTextPorts;
  /** A repeated submission may find its lecture already graded. */
  readonly details: Pick<LectureDetails, 'findTranscript' | 'findFeedback' | 'findAll'>;
  readonly laters: Pick<LaterStore, 'list'>;
}

/** Wires both kinds of submission, with the topics that a lecture may be on. */
export function lecturePorts(
  environment: Environment<'submit-lecture'>,
  table: Table,
  readTokenKeys: SecretReader,
): LecturePorts {
  const catalog = dynamoCatalog(table, Date.now);
  const topics = {
    findTopic: topicFinder(catalog.findTopic, dynamoOwnTopics(table)),
    pinTopic: topicPinner(dynamoTaughtTopics(table)),
  };
  const { recording, text, ...ports } = submissionPorts(environment, table, readTokenKeys);
  return {
    ...ports,
    recording: { ...recording, ...topics },
    text: { ...text, ...topics },
    findTopicOfVersion: catalog.findTopicOfVersion,
  };
}
