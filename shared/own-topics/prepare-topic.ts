import { languageOf } from '../assessment/answer-language.ts';
import type { ChatModel } from '../assessment/chat-model.ts';
import { callLimits, type Delivery, type Outcome } from '../lectures/delivery.ts';
import type { Work } from '../lectures/end-lecture.ts';
import type { Ending } from '../lectures/lecture.ts';
import type { LectureMessage, LectureStore } from '../lectures/ports.ts';
import { processLecture } from '../lectures/process-lecture.ts';
import { type ProcessLecturePorts, quotaExceeded } from '../lectures/work-of-claim.ts';
import { chargeLecture } from '../quota/daily-allowance.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { TopicContent } from './own-topic.ts';
import type { OwnTopicStore } from './ports.ts';
import { preparationQuestion, readPreparation } from './preparation.ts';
import { mostOfPreparation } from './preparation-cost.ts';

export interface ProcessWorkPorts extends ProcessLecturePorts {
  /** The rows of own topics, read as rows of lectures. */
  readonly preparations: LectureStore;
  readonly topics: Pick<OwnTopicStore, 'find' | 'findNotes' | 'keepContent'>;
}

/**
 * Works on any message of the queue: a lecture, or the preparation of an own topic, which takes the
 * same path.
 */
export function processWork(
  ports: ProcessWorkPorts,
  message: LectureMessage,
  delivery: Delivery,
): Promise<Outcome> {
  if (message.of !== 'topic') return processLecture(ports, message, delivery);
  return processLecture(
    // Preparing a topic is not practice, and says nothing about how long lectures take.
    {
      ...ports,
      lectures: ports.preparations,
      keepHabits: async () => undefined,
      pace: undefined,
    },
    message,
    delivery,
    async () => (billed, work) => prepareTopic({ ...ports, chat: billed.chat }, work, delivery),
  );
}

/**
 * Prepares a topic from its title and notes, once: content that an earlier attempt has stored is used
 * again.
 *
 * @throws ProviderError
 */
async function prepareTopic(
  ports: ProcessWorkPorts,
  work: Work,
  delivery: Delivery,
): Promise<Ending | 'claim lost'> {
  const { lecture: claimed } = work;
  const isRetry = claimed.attempt > 1;
  const stored = isRetry ? await ports.topics.find(claimed, 'consistent') : undefined;
  if (stored?.content) return { status: 'SUCCESS' };

  const notes = await ports.topics.findNotes(claimed);
  const title = claimed.topic.topicName;
  const most = mostOfPreparation(title.length + (notes?.length ?? 0), ports.allowance.prices);
  const charged = await chargeLecture(ports.allowance, claimed, most, 'topic');
  if ('usedUpUntil' in charged) return quotaExceeded(charged);
  work.lecture = charged;

  // A lecture reaches this stage when its transcript is there. Here it only notes the charge on the
  // row.
  if (!(await ports.preparations.markAssessing(charged))) return 'claim lost';
  const content = await ask(ports, title, notes, () =>
    callLimits(ports.clock(), charged, delivery),
  );
  return (await ports.topics.keepContent(charged, content)) ? { status: 'SUCCESS' } : 'claim lost';
}

async function ask(
  { chat }: { readonly chat: ChatModel },
  title: string,
  notes: string | undefined,
  limits: () => ReturnType<typeof callLimits>,
): Promise<TopicContent> {
  const question = preparationQuestion(title, notes, languageOf(`${title}\n${notes ?? ''}`));
  const content = readPreparation((await chat.ask(question, limits())).answer);
  if (content) return content;
  throw new ProviderError('assessment', 'invalid', 'no topic in the answer');
}
