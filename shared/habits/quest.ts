import { firstTopics } from '../catalog/first-topics.ts';
import { isOwnTopicId } from '../contracts/own-topic-limits.ts';
import { keyPointsAtOnce } from './cards.ts';
import type { NamedTopic } from './practice.ts';
import type { DueTopic, HabitSummary, Quest } from './summary.ts';

/** The key points of a topic about which nothing is known yet: a topic begins with its foundations. */
const firstKeyPoints = [1, 2].slice(0, keyPointsAtOnce);

type Candidate = Omit<Quest, 'day' | 'isSwapped'>;

/**
 * Draws the day's quest. A topic that is due comes first, the longest due before the others, then a
 * topic near the last one, then a good first topic, then the topic that will be due soonest. A swap
 * draws the first candidate on another topic.
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
  // These fields stand in the order in which the store reads them back: an unchanged quest is
  // recognised by its JSON text.
  return { ...topic, day: today, keyPoints, reason, isSwapped: insteadOf !== undefined };
}

function candidates(summary: HabitSummary | undefined, today: number): Candidate[] {
  const { topics = [], near = [] } = summary ?? {};
  const taught = new Set(topics.map(({ topicId }) => topicId));
  const first = firstTopics.filter(({ topicId }) => !taught.has(topicId));
  const at = today % Math.max(1, first.length);
  return [
    ...topics.filter(({ dueDay }) => dueDay <= today).map(reviewOf('DUE')),
    ...near.map(candidateOf('NEAR')),
    ...[...first.slice(at), ...first.slice(0, at)].map(candidateOf('FIRST')),
    ...topics.filter(({ dueDay }) => dueDay > today).map(reviewOf('AGAIN')),
  ];
}

const candidateOf =
  (reason: Quest['reason']) =>
  ({ topicId, name, english, subjectId }: NamedTopic): Candidate => ({
    ...{ topicId, name, english, subjectId },
    keyPoints: firstKeyPoints,
    reason,
  });

const reviewOf = (reason: Quest['reason']) => (topic: DueTopic) => ({
  ...candidateOf(reason)(topic),
  keyPoints: topic.weakest.length > 0 ? topic.weakest : firstKeyPoints,
});

/** A quest is done once its topic was taught today, in whatever way. */
export function isQuestDone({ day, topicId }: Quest, summary: HabitSummary | undefined): boolean {
  return summary?.streak?.lastDay === day && summary.taughtLast.includes(topicId);
}

/**
 * The day's quest. Teaching something today does not change it any more, because it is kept with the
 * summary (`questToKeep`). So it costs no write unless the learner swaps it.
 * @param swapped the quest as it was kept when it was swapped, today or earlier
 */
export function questOf(
  summary: HabitSummary | undefined,
  swapped: Quest | undefined,
  today: number,
): Quest {
  const kept = [swapped, summary?.quest].find((quest) => isValidOn(quest, summary, today));
  return kept ?? drawQuest(summary, today);
}

/**
 * Chooses the quest that a rebuilt summary keeps: usually the one that the summary before it showed.
 * That one gives way where nothing had been taught before, since a topic near the first one is better
 * than any good first topic. It also gives way where its topic is no longer due, as after a lecture of
 * yesterday that is judged today. A quest that is done never gives way.
 */
export function questToKeep(
  before: HabitSummary | undefined,
  made: HabitSummary,
  swapped: Quest | undefined,
  today: number,
): Quest {
  const shown = questOf(before, swapped, today);
  const isStillDue = made.topics.some(
    ({ topicId, dueDay }) => topicId === shown.topicId && dueDay <= today,
  );
  const givesWay = before === undefined || (shown.reason === 'DUE' && !isStillDue);
  return givesWay && !isQuestDone(shown, made) ? questOf(made, swapped, today) : shown;
}

/**
 * Whether a kept quest is still valid: it is today's, and its topic is not an own topic that was
 * deleted meanwhile.
 */
function isValidOn(
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
