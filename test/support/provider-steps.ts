import type { RecordedRequest } from '../../infra/openai-stand-in/request-log.ts';

/** To which step of a lecture a request to the stand-in belongs. */
export function stepOf({
  endpoint,
  messages,
}: RecordedRequest): 'speech' | 'find' | 'judge' | 'ask' {
  if (endpoint === 'speech') return 'speech';
  const isIn = (tag: string) => messages.some(({ content }) => content.includes(tag));
  if (isIn('<statement>')) return 'judge';
  return isIn('<statements>') ? 'ask' : 'find';
}
