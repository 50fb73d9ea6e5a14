import { computed, signal } from '@preact/signals';
import type { CatalogEntry, TopicCard } from '../../../../shared/client/answers.ts';
import { api } from '../state/client.ts';
import { language } from '../state/language.ts';
import { show, teachHash } from '../state/screen.ts';
import { keepStored, readStored } from '../state/stored.ts';

export interface TopicPath {
  readonly majorId?: number | undefined;
  readonly subjectId?: number | undefined;
  readonly topicId?: number | undefined;
}

type Lists = Readonly<Record<'majors' | 'subjects' | 'topics', readonly CatalogEntry[]>>;

export const lists = signal<Lists>({ majors: [], subjects: [], topics: [] });
export const path = signal<TopicPath>(rememberedPath());

export const chosenTopic = computed(() =>
  lists.value.topics.find(({ id }) => id === path.value.topicId),
);

/** What prepares for the chosen topic; undefined while it is not known. */
export const card = signal<TopicCard | undefined>(undefined);

function rememberedPath(): TopicPath {
  const [majorId, subjectId, topicId] = (readStored('topic') ?? '').split(' ').map(Number);
  return { majorId, subjectId, topicId };
}

/** Lists that were read in this visit: names come in the language that is asked for. */
const read = new Map<string, Promise<unknown>>();

function once<Value>(name: string, ask: () => Promise<Value>): Promise<Value> {
  const key = `${language.value} ${name}`;
  const before = read.get(key) as Promise<Value> | undefined;
  if (before) return before;
  const asking = ask();
  read.set(key, asking);
  asking.catch(() => read.delete(key));
  return asking;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const idIn = (entries: readonly CatalogEntry[], wanted: number | undefined): number | undefined =>
  (entries.find(({ id }) => id === wanted) ?? entries[0])?.id;

/** Shows the first screen with this topic; that screen says what is wrong, if anything is. */
export function teachOn(topic: TopicPath): void {
  void chooseTopic(topic).catch(() => {});
  show(teachHash);
}

/** Asks anew for what this visit has read, so that whoever listens to the answers has them too. */
export function readTopicsAgain(): Promise<void> {
  read.clear();
  return chooseTopic(path.value);
}

/** Counts choices, so that a list that arrives late does not overwrite a later choice. */
let turn = 0;

/**
 * Offers the lists along this path; where it names nothing, the first of each is the suggestion.
 * @throws ClientTrouble
 */
export async function chooseTopic(wanted: TopicPath): Promise<void> {
  turn += 1;
  const mine = turn;
  const majors = await once('majors', () => all(api.majors()));
  const majorId = idIn(majors, wanted.majorId);
  const subjects =
    majorId === undefined
      ? []
      : await once(`subjects ${majorId}`, () => all(api.subjects(majorId)));
  const subjectId = idIn(subjects, wanted.subjectId);
  const topics =
    subjectId === undefined
      ? []
      : await once(`topics ${subjectId}`, () => all(api.topics(subjectId)));
  const topicId = idIn(topics, wanted.topicId);
  if (mine !== turn) return;
  lists.value = { majors, subjects, topics };
  path.value = { majorId, subjectId, topicId };
  keepStored('topic', [majorId, subjectId, topicId].join(' '));
  card.value = undefined;
  if (topicId === undefined) return;
  // Without it the topic can be taught as well.
  const found = await once(`topic ${topicId}`, () => api.topic(topicId)).catch(() => undefined);
  if (mine === turn) card.value = found?.card;
}
