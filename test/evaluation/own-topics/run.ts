/** `npm run evaluate:topics`: how good the preparation of own topics is, with the provider of the environment. */

import { runScript } from '../../../infra/command-line/run-script.ts';
import { openProvider } from '../provider.ts';
import { evaluateTopics, figuresText } from './evaluate-topics.ts';

const manual = {
  usage: 'npm run evaluate:topics',
  text: `How good the preparation of own topics is. OPENAI_API_KEY, OPENAI_BASE_URL and
CHAT_MODEL name the provider; without a key the local stand-in answers.`,
};

await runScript(manual, {}, async () => {
  const provider = await openProvider(process.env);
  try {
    console.log(`Answered by ${provider.name}`);
    console.log(figuresText('from notes', await evaluateTopics(provider.chat, 'notes')));
    console.log(figuresText('from a title alone', await evaluateTopics(provider.chat, 'title')));
  } finally {
    await provider.stop();
  }
});
