import { z } from 'zod';

const topicSchema = z.object({
  topicName: z.string().default(''),
  description: z.string().default(''),
  keyPoints: z.array(z.object({ id: z.string(), statement: z.string() })).default([]),
  misconceptions: z.array(z.object({ statement: z.string(), correction: z.string() })).default([]),
});

export type Topic = z.infer<typeof topicSchema>;

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** What an assessment request is about; an absent topic block reads as an empty topic. */
export interface Assignment {
  readonly topic: Topic;
  readonly transcript: string;
}

/** What a judge is asked about: one statement, and the passages about it. */
export interface Judged {
  readonly topicName: string;
  readonly statement: string;
  readonly passages: readonly string[];
}

const statementSchema = z.object({
  topicName: z.string().default(''),
  statement: z.string().default(''),
});

const noTopic: Topic = topicSchema.parse({});

/**
 * Finds the topic in the instructions' `<topic>` block (JSON) and the talk in the user's
 * `<transcript>` block. A talk that itself contains the closing tag ends at the last one.
 */
export function readAssignment(messages: readonly ChatMessage[]): Assignment {
  const instructions = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const spoken = messages.filter(({ role }) => role === 'user');
  const topic =
    instructions.map(({ content }) => jsonIn(content, 'topic', topicSchema)).find(Boolean) ??
    noTopic;
  const transcript = spoken
    .map(({ content }) => blockIn(content, 'transcript'))
    .find((block) => block !== undefined);
  return { topic, transcript: transcript ?? spoken.map(({ content }) => content).join('\n') };
}

/** Finds the statement in the instructions' `<statement>` block and the user's `<passage>` blocks. */
export function readJudged(messages: readonly ChatMessage[]): Judged {
  const found = messages
    .map(({ content }) => jsonIn(content, 'statement', statementSchema))
    .find(Boolean);
  const passages = messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) => [...content.matchAll(/<passage>\n([\s\S]*?)\n<\/passage>/g)])
    .map(([, passage = '']) => passage);
  return { ...statementSchema.parse({}), ...found, passages };
}

/** What a pupil shall ask about: one statement for each id. */
export interface Wondered {
  readonly topicName: string;
  readonly statements: Readonly<Record<string, string>>;
  readonly askedBefore: readonly string[];
}

const wonderedSchema = z.object({
  topicName: z.string().default(''),
  statements: z.record(z.string(), z.string()).default({}),
  askedBefore: z.array(z.string()).default([]),
});

export function readWondered(messages: readonly ChatMessage[]): Wondered {
  return (
    messages
      .map(({ content }) => jsonIn(content, 'statements', wonderedSchema))
      .find((found) => found !== undefined) ?? wonderedSchema.parse({})
  );
}

export function blockIn(content: string, tag: string): string | undefined {
  const match = new RegExp(`<${tag}>\\n([\\s\\S]*)\\n</${tag}>`).exec(content);
  return match?.[1];
}

function jsonIn<Value>(content: string, tag: string, schema: z.ZodType<Value>): Value | undefined {
  const block = blockIn(content, tag);
  if (block === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(block)).data;
  } catch {
    return undefined;
  }
}
