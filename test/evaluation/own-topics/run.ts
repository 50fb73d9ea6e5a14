/** `npm run evaluate:topics`: how good the preparation of own topics is, with the provider of the environment. */

import { openProvider } from '../provider.ts';
import { evaluateTopics, figuresText } from './evaluate-topics.ts';

const provider = await openProvider(process.env);
try {
  console.log(`Answered by ${provider.name}`);
  console.log(figuresText('from notes', await evaluateTopics(provider.chat, 'notes')));
  console.log(figuresText('from a title alone', await evaluateTopics(provider.chat, 'title')));
} finally {
  await provider.stop();
}
