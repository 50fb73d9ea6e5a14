import { keyPointsSoFar } from '../assessment/key-points-so-far.ts';
import type { Topic } from '../catalog/topic.ts';
import type { LectureBody } from '../contracts/lecture-body.ts';
import { isOwnTopic, type Lecture } from './lecture.ts';
import type { AssessmentStore, LectureDetails } from './ports.ts';

export interface LectureParts {
  readonly parts: NonNullable<LectureBody['parts']>;
  /** The passages are there, so from now on each key point is judged by itself. */
  readonly isFound: boolean;
}

export interface TopicPorts {
  readonly findTopicOfVersion: (version: string, topicId: number) => Promise<Topic | undefined>;
  /** What a lecture on an own topic is judged against. */
  readonly findTaughtTopic: (lecture: Lecture) => Promise<Topic | undefined>;
}

export interface PartsPorts extends TopicPorts {
  readonly details: Pick<LectureDetails, 'findTranscript'>;
  readonly assessments: Pick<AssessmentStore, 'find'>;
}

/** What a lecture is judged against, as it was when it was submitted. */
export async function topicOfLecture(
  ports: TopicPorts,
  lecture: Lecture,
): Promise<Topic | undefined> {
  const { catalogVersion, topic: path, later } = lecture;
  if (!isOwnTopic(path)) return ports.findTopicOfVersion(catalogVersion, path.topicId);
  // An answer is judged against the topic of its lecture.
  return ports.findTaughtTopic({ ...lecture, lectureId: later?.lectureId ?? lecture.lectureId });
}

/** A first attempt has nothing to show before its transcript is stored, but a later one may. */
const mayHaveParts = ({ stage, attempt }: Lecture): boolean => stage === 'ASSESSING' || attempt > 1;

/**
 * What can be read of a lecture that is still at work. Clients have to ask for it, because it costs three
 * reads more than a poll. Nothing is read while there can be nothing.
 *
 * @returns undefined for a lecture that has ended
 */
export async function readParts(
  ports: PartsPorts,
  lecture: Lecture,
  language: 'ko' | 'en',
): Promise<LectureParts | undefined> {
  if (lecture.status !== 'IN_PROGRESS') return undefined;
  if (!mayHaveParts(lecture)) {
    return { parts: { transcribed: null, keyPoints: [] }, isFound: false };
  }
  const [transcript, progress] = await Promise.all([
    ports.details.findTranscript(lecture),
    ports.assessments.find(lecture),
  ]);
  const found = transcript && progress?.found && progress;
  const topic = found && (await topicOfLecture(ports, lecture));
  // As in the feedback, readers of English get English statements, and others those of the talk's language.
  const readIn = language === 'en' ? language : undefined;
  return {
    parts: {
      transcribed: transcript?.text ?? null,
      keyPoints:
        found && topic ? keyPointsSoFar(topic, lecture.focus, transcript.text, found, readIn) : [],
    },
    isFound: found !== undefined,
  };
}
