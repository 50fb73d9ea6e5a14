/**
 * `npm run evaluate:topics`: how good the preparation of own topics is, with the provider of the
 * environment, or by answers that one gave before.
 */

import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openProvider } from '../provider.ts';
import { evaluateTopics, figuresText, notesOf } from './evaluate-topics.ts';
import { noteSets } from './note-sets.ts';
import { recordTopics, replayTopics, type TopicChat } from './recorded-topics.ts';

const usage = `Usage: npm run evaluate:topics -- [options]

  --record FILE  keep the model's answers, after those that are there
  --replay FILE  read recorded answers, without a key or a network
  --from KIND    only notes, or only title

OPENAI_API_KEY, OPENAI_BASE_URL and CHAT_MODEL name the provider; without a key
the local stand-in answers.`;

const kinds = ['notes', 'title'] as const;
const headings = { notes: 'from notes', title: 'from a title alone' } as const;

const { values } = parseArgs({
  options: {
    record: { type: 'string' },
    replay: { type: 'string' },
    from: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const wanted = kinds.filter((kind) => values.from === undefined || values.from === kind);

if (values.help || wanted.length === 0) console.log(usage);
else if (values.replay !== undefined) await replay(values.replay);
else await ask(values.record);

async function replay(file: string): Promise<void> {
  const recorded = replayTopics(file);
  const { models, preparationVersions } = recorded;
  console.log(
    `Answered by ${models.join(', ')}, to the words of ${preparationVersions.join(', ')}`,
  );
  for (const kind of wanted) {
    const sets = noteSets.filter((set) =>
      recorded.has({ title: set.title, notes: notesOf(set, kind) }),
    );
    if (sets.length === 0) continue;
    console.log(figuresText(headings[kind], await evaluateTopics(recorded.chatOf, kind, sets)));
  }
}

async function ask(record: string | undefined): Promise<void> {
  const provider = await openProvider(process.env);
  let chatOf: TopicChat = () => provider.chat;
  if (record !== undefined) {
    if (!existsSync(record)) writeFileSync(record, '');
    chatOf = recordTopics(record, provider.chat, replayTopics(record));
  }
  try {
    console.log(`Answered by ${provider.name}`);
    for (const kind of wanted) {
      console.log(figuresText(headings[kind], await evaluateTopics(chatOf, kind)));
    }
  } finally {
    await provider.stop();
  }
}
