import type { RecordedRequest } from '../../infra/openai-stand-in/request-log.ts';

/** Which step of a lecture a request to the stand-in was. */
export function stepOf({ endpoint, messages }: RecordedRequest): 'speech' | 'find' | 'judge' {
  if (endpoint === 'speech') return 'speech';
  return messages.some(({ content }) => content.includes('<statement>')) ? 'judge' : 'find';
}
