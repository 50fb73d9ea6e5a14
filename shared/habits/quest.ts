import { firstTopics } from '../catalog/first-topics.ts';
import { isOwnTopicId } from '../contracts/own-topic-limits.ts';
import { keyPointsAtOnce } from './cards.ts';
import type { NamedTopic } from './practice.ts';
import type { DueTopic, HabitSummary, Quest } from './summary.ts';

/** Where nothing tells better: a topic begins with what it rests on. */
const firstKeyPoints = [1, 2].slice(0, keyPointsAtOnce);

type Candidate = Omit<Quest, 'day' | 'isSwapped'>;

/**
 * The first candidate: what is due, the longest due first, else what is near, else a good first topic,
 * else what will be due soonest. Swapped: the first one on another topic.
 */
export function drawQuest(
  summary: HabitSummary | undefined,
  today: number,
  insteadOf?: Quest,
): Quest {
  const [candidate = candidateOf('FIRST')(firstTopics[0])] = candidates(summary, today).filter(
    ({ topicId }) => topicId !== insteadOf?.topicId,
  );
  const { keyPoints, reason, ...topic } = candidate;
  // In the order of fields in which it is read back: what is unchanged is known by its text.
  return { ...topic, day: today, keyPoints, reason, isSwapped: insteadOf !== undefined };
}

function candidates(summary: HabitSummary | undefined, today: number): Candidate[] {
  const { topics = [], near = [] } = summary ?? {};
  const taught = new Set(topics.map(({ topicId }) => topicId));
  const first = firstTopics.filter(({ topicId }) => !taught.has(topicId));
  const at = today % Math.max(1, first.length);
  return [
    ...topics.filter(({ dueDay }) => dueDay <= today).map(againOf('DUE')),
    ...near.map(candidateOf('NEAR')),
    ...[...first.slice(at), ...first.slice(0, at)].map(candidateOf('FIRST')),
    ...topics.filter(({ dueDay }) => dueDay > today).map(againOf('AGAIN')),
  ];
}

const candidateOf =
  (reason: Quest['reason']) =>
  ({ topicId, name, english, subjectId }: NamedTopic): Candidate => ({
    ...{ topicId, name, english, subjectId },
    keyPoints: firstKeyPoints,
    reason,
  });

const againOf = (reason: Quest['reason']) => (topic: DueTopic) => ({
  ...candidateOf(reason)(topic),
  keyPoints: topic.weakest.length > 0 ? topic.weakest : firstKeyPoints,
});

/** Taught today, in whichever way. */
export function isQuestDone({ day, topicId }: Quest, summary: HabitSummary | undefined): boolean {
  return summary?.streak?.lastDay === day && summary.taughtLast.includes(topicId);
}

/**
 * The day's quest. What is taught today changes it no more, since it is kept with the summary (questToKeep). So
 * nothing is written for it unless it is swapped.
 * @param swapped as it was kept when it was swapped, today or earlier
 */
export function questOf(
  summary: HabitSummary | undefined,
  swapped: Quest | undefined,
  today: number,
): Quest {
  const kept = [swapped, summary?.quest].find((quest) => standsOn(quest, summary, today));
  return kept ?? drawQuest(summary, today);
}

/**
 * What whoever makes the summary anew keeps with it: the quest that stood by the one before. It gives way where
 * nothing had been taught before, since what is near the first topic is better than any good first topic; and
 * where its topic is not due any more, as after a lecture of yesterday that is judged today. Not once it is done.
 */
export function questToKeep(
  before: HabitSummary | undefined,
  made: HabitSummary,
  swapped: Quest | undefined,
  today: number,
): Quest {
  const stood = questOf(before, swapped, today);
  const isStillDue = made.topics.some(
    ({ topicId, dueDay }) => topicId === stood.topicId && dueDay <= today,
  );
  const givesWay = before === undefined || (stood.reason === 'DUE' && !isStillDue);
  return givesWay && !isQuestDone(stood, made) ? questOf(made, swapped, today) : stood;
}

/** Of today, and not of an own topic that was deleted meanwhile. */
function standsOn(
  quest: Quest | undefined,
  summary: HabitSummary | undefined,
  today: number,
): quest is Quest {
  if (quest?.day !== today) return false;
  return (
    !isOwnTopicId(quest.topicId) ||
    summary?.topics.some(({ topicId }) => topicId === quest.topicId) === true
  );
}
