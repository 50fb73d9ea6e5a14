import type { ApiClient } from './api-client.ts';
import { plainText } from './text-layout.ts';

export type ListedTopic = {
  readonly majorName: string;
  readonly subjectName: string;
  readonly id: number;
  readonly topicName: string;
};

/** Every topic in the catalog's own order; stop early and no more is asked of the API. */
export async function* listedTopics(api: ApiClient, token?: string): AsyncGenerator<ListedTopic> {
  for await (const { id: majorId, majorName } of api.majors(token)) {
    for await (const { id: subjectId, subjectName } of api.subjects(majorId, token)) {
      for await (const { id, topicName } of api.topics(subjectId, token)) {
        yield { majorName, subjectName, id, topicName };
      }
    }
  }
}

export const topicPath = (names: readonly (string | null | undefined)[]): string =>
  plainText(names.filter(Boolean).join(' › '));

/** The lines of a tree that `topic` adds below the topics before it. */
export const treeLines = (topic: ListedTopic, before: ListedTopic | undefined): string[] => {
  const sameMajor = before?.majorName === topic.majorName;
  const sameSubject = sameMajor && before?.subjectName === topic.subjectName;
  return [
    ...(sameMajor ? [] : [topic.majorName]),
    ...(sameSubject ? [] : [`  ${topic.subjectName}`]),
    `    ${String(topic.id).padStart(4)}  ${topic.topicName}`,
  ].map(plainText);
};
