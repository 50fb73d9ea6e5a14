import type { ApiCalls } from '../../shared/client/calls.ts';
import { plainText } from './text-layout.ts';

export type ListedTopic = {
  readonly majorName: string;
  readonly subjectName: string;
  readonly id: number;
  readonly topicName: string;
};

/** Yields every topic in the catalog's own order. A caller that stops early saves the remaining calls. */
export async function* listedTopics(api: ApiCalls): AsyncGenerator<ListedTopic> {
  for await (const major of api.majors()) {
    for await (const subject of api.subjects(major.id)) {
      for await (const { id, name } of api.topics(subject.id)) {
        yield { majorName: major.name, subjectName: subject.name, id, topicName: name };
      }
    }
  }
}

export const topicPath = (names: readonly (string | undefined)[]): string =>
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
