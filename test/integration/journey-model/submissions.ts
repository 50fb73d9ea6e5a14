import { createHash } from 'node:crypto';
import { dynamoCredits } from '../../../shared/adapters/dynamo-credits.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { dynamoTaughtTopics } from '../../../shared/adapters/dynamo-taught-topics.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { recordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import { s3Recordings } from '../../../shared/adapters/s3-recordings.ts';
import { s3UploadUrlReader } from '../../../shared/adapters/s3-upload-url-reader.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { UploadKey } from '../../../shared/lectures/lecture.ts';
import {
  type RecordingEntryPorts,
  type SubmitLecturePorts,
  submitLecture,
} from '../../../shared/lectures/submit-lecture.ts';
import { submitText, type TextEntryPorts } from '../../../shared/lectures/submit-text.ts';
import { topicFinder, topicPinner } from '../../../shared/own-topics/read-own-topics.ts';
import { deleteUser } from '../../../shared/users/delete-user.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { testProofs } from '../../support/lecture-journey.ts';
import type { Run } from './run.ts';
import { bucketName, findTopic, type Surroundings } from './surroundings.ts';
import type { World } from './world.ts';

const hourSeconds = 3600;

const ownTopicsOf = (table: EngineTable) => ({
  findTopic: topicFinder(findTopic, dynamoOwnTopics(table)),
  pinTopic: topicPinner(dynamoTaughtTopics(table)),
});

/** What a POST of a recording works with. */
export function recordingEntry(
  world: World,
  { table, queue, s3 }: Surroundings,
): RecordingEntryPorts {
  return {
    lectures: dynamoLectures(table),
    repeats: dynamoRepeats(table, hourSeconds),
    credits: dynamoCredits(table),
    recordings: s3Recordings(s3, bucketName),
    queue,
    readUploadUrl: s3UploadUrlReader(s3, bucketName),
    proofs: testProofs,
    clock: world.clock,
  };
}

/** What a POST of a text works with. */
export function textEntry(world: World, { table, queue, newId }: Surroundings): TextEntryPorts {
  return {
    lectures: dynamoLectures(table),
    repeats: dynamoRepeats(table, 24 * hourSeconds),
    credits: dynamoCredits(table),
    details: dynamoLectureDetails(table),
    queue,
    fingerprint: (parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
    clock: world.clock,
    random: () => (newId() % 4096) / 4096,
  };
}

/** As an app sends it: without the query of the URL that was signed. */
export const audioUrlOf = (key: UploadKey): string =>
  `http://s3.test/${bucketName}/${recordingObjectKey(key)}`;

export function startSubmission(
  world: World,
  userId: number,
  key: UploadKey,
  topicId: number,
): Promise<Run> {
  return world.call(`POST ${key.lectureId} topic ${topicId}`, userId, async (at) => {
    const entry = recordingEntry(world, at);
    let seen: { etag: string | undefined } | undefined;
    const ports: SubmitLecturePorts = {
      ...entry,
      recordings: {
        inspect: async (inspected) => {
          const found = await entry.recordings.inspect(inspected);
          seen ??= { etag: found?.etag };
          return found;
        },
      },
      ...ownTopicsOf(at.table),
    };
    const lecture = await submitLecture(world.sabotage.submit?.(ports) ?? ports, {
      userId,
      topicId,
      audioUrl: audioUrlOf(key),
      correlationId: 'request',
    });
    if (seen?.etag) await world.witness?.answered(userId, topicId, seen.etag, lecture.lectureId);
  });
}

export function startText(
  world: World,
  userId: number,
  topicId: number,
  text: string,
): Promise<Run> {
  return world.call(`POST text "${text}"`, userId, async (at) => {
    const entry = textEntry(world, at);
    let sameness = '';
    const fingerprint = (parts: readonly string[]) => {
      sameness = entry.fingerprint(parts);
      return sameness;
    };
    const lecture = await submitText(
      { ...entry, ...ownTopicsOf(at.table), fingerprint },
      { userId, topicId, text, correlationId: 'request' },
    );
    await world.witness?.answered(userId, topicId, sameness, lecture.lectureId);
  });
}

/** DELETE of a user, which no longer needs a profile. */
export async function startUserDeletion(world: World, userId: number): Promise<Run> {
  const run = await world.start(`DELETE user ${userId}`, clocks.apiTimeoutSeconds, async (gate) => {
    const { table, s3 } = world.at(gate);
    const ports = {
      users: dynamoUsers(table),
      // This is outside what the model looks through, and stays.
      deletions: { note: async () => {} },
      traces: userTraces(table, s3, bucketName),
      clock: world.clock,
    };
    const deletion = world.sabotage.deleteUser?.(ports, table) ?? ports;
    await deleteUser(deletion, { userId, tokenVersion: 1 });
  });
  run.act = { does: 'delete user', userId };
  return run;
}
