import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import { preparationVersion } from '../../../shared/own-topics/preparation.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { RecordingError } from '../recorded-answers.ts';

/** From which notes, or from which title alone. */
export interface Asked {
  readonly title: string;
  readonly notes: string | undefined;
}

/** Prepares a topic from that. */
export type TopicChat = (asked: Asked) => ChatModel;

const recordSchema = z.strictObject({
  title: z.string(),
  from: z.enum(['notes', 'title']),
  /** From 1: an answer that makes no topic is asked for once more. */
  time: z.int().positive(),
  preparationVersion: z.string(),
  model: z.string(),
  /** 16 hexadecimal digits of what was asked about: title and notes, whatever the words around them. */
  question: z.string(),
  answer: z.unknown(),
});
type RecordedTopic = z.infer<typeof recordSchema>;

const digestOf = ({ title, notes }: Asked): string =>
  createHash('sha256')
    .update(JSON.stringify([title, notes ?? null]))
    .digest('hex')
    .slice(0, 16);

/** Adds every answer to a file as it comes, so that a run that broke off can go on with it. */
export function recordTopics(file: string, chat: ChatModel, known: ReplayedTopics): TopicChat {
  return (asked) => {
    let time = 0;
    return {
      async ask(question, limits) {
        time += 1;
        const there = known.find(asked, time);
        if (there) return answered(there);
        const given = await chat.ask(question, limits).catch((error: unknown) => {
          // No JSON, twice: that is an answer too.
          if (error instanceof ProviderError && error.kind === 'invalid') return nothing;
          throw error;
        });
        const record: RecordedTopic = {
          title: asked.title,
          from: asked.notes === undefined ? 'title' : 'notes',
          time,
          preparationVersion,
          model: given.model,
          question: digestOf(asked),
          answer: given.answer,
        };
        appendFileSync(file, `${JSON.stringify(record)}\n`);
        return given;
      },
    };
  };
}

export interface ReplayedTopics {
  readonly chatOf: TopicChat;
  readonly models: readonly string[];
  readonly preparationVersions: readonly string[];
  find(asked: Asked, time: number): RecordedTopic | undefined;
  has(asked: Asked): boolean;
}

const nothing = { answer: null, model: 'none', isWhole: false, provider: 'none' };

const answered = ({ answer, model }: RecordedTopic) => ({
  answer,
  model,
  isWhole: true,
  provider: 'recorded',
  usage: undefined,
});

/**
 * Answers from a file that {@link recordTopics} wrote, through today's reading of answers.
 * @throws RecordingError for a file that is no such recording; `ask` where an answer is missing
 */
export function replayTopics(file: string): ReplayedTopics {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const records = lines.map((line, index) => readLine(file, line, index + 1));
  const find = (asked: Asked, time: number) =>
    records.find((record) => record.question === digestOf(asked) && record.time === time);
  return {
    find,
    has: (asked) => find(asked, 1) !== undefined,
    models: [...new Set(records.map(({ model }) => model))].toSorted(),
    preparationVersions: [...new Set(records.map((each) => each.preparationVersion))].toSorted(),
    chatOf: (asked) => {
      let time = 0;
      return {
        ask: async () => {
          time += 1;
          const record = find(asked, time);
          if (record) return answered(record);
          throw new RecordingError(`no recorded answer ${time} to ${asked.title}`);
        },
      };
    },
  };
}

function readLine(file: string, line: string, number: number): RecordedTopic {
  try {
    return recordSchema.parse(JSON.parse(line));
  } catch {
    throw new RecordingError(`${file}, line ${number}: not a recorded topic`);
  }
}
