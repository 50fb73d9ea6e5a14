import { computed, signal } from '@preact/signals';
import type { CatalogEntry, TopicCard } from '../../../../shared/client/answers.ts';
import { collected } from '../../../../shared/client/calls.ts';
import { isProblem } from '../../../../shared/client/trouble.ts';
import { highestCatalogId, ownTopicsPlace } from '../../../../shared/contracts/own-topic-limits.ts';
import { api } from '../state/client.ts';
import { language, texts } from '../state/language.ts';
import { show, teachHash } from '../state/screen.ts';
import { keepStored, readStored, readStoredJson } from '../state/stored.ts';

export interface TopicPath {
  readonly majorId?: number | undefined;
  readonly subjectId?: number | undefined;
  readonly topicId?: number | undefined;
}

type Lists = Readonly<Record<'majors' | 'subjects' | 'topics', readonly CatalogEntry[]>>;

export const lists = signal<Lists>({ majors: [], subjects: [], topics: [] });
export const path = signal<TopicPath>(rememberedPath());

/** What this device keeps of the topic that was shown last, with its language. */
interface ShownTopic {
  readonly id: number;
  readonly name: string;
  readonly language: string;
  readonly card: TopicCard | undefined;
}

const shownLast = signal(readShownTopic());

export const chosenTopic = computed(() => {
  const { topicId } = path.value;
  const last = shownLast.value;
  return (
    lists.value.topics.find(({ id }) => id === topicId) ?? (last?.id === topicId ? last : undefined)
  );
});

/** The card that prepares for the chosen topic; undefined while it is not known. */
export const card = signal(shownLast.value?.card);
/** Whether the card may still come. Its place is kept free until then. */
export const isCardAwaited = signal(true);

function readShownTopic(): ShownTopic | undefined {
  const shown = readStoredJson('topic-shown') as Partial<ShownTopic> | null | undefined;
  const { id, name, card: itsCard } = shown ?? {};
  const isCurrent = id === path.value.topicId && shown?.language === language.value;
  if (!isCurrent || id === undefined || typeof name !== 'string') return undefined;
  return { id, name, language: language.value, card: itsCard };
}

function rememberShown(shown: ShownTopic): void {
  shownLast.value = shown;
  keepStored('topic-shown', JSON.stringify(shown));
}

function rememberedPath(): TopicPath {
  const [majorId, subjectId, topicId] = (readStored('topic') ?? '').split(' ').map(Number);
  return { majorId, subjectId, topicId };
}

/** The lists that were read in this visit. Their key has the language, because names come in it. */
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

const idIn = (entries: readonly CatalogEntry[], wanted: number | undefined): number | undefined =>
  (entries.find(({ id }) => id === wanted) ?? entries[0])?.id;

/** Shows the first screen with this topic. That screen also says what is wrong, if anything is. */
export function teachOn(topic: TopicPath): void {
  void chooseTopic(topic).catch(() => {});
  show(teachHash);
}

/**
 * Makes the last choice again, after the language has changed or the network was away.
 * @throws ClientTrouble
 */
export const chooseAgain = (): Promise<void> => chooseTopic(wantedLast);

/** Asks again for what this visit has read, so that the service worker sees the answers too. */
export function readTopicsAgain(): Promise<void> {
  read.clear();
  return chooseAgain();
}

/** Counts choices, so that a list that arrives late does not overwrite a later choice. */
let turn = 0;
/** What was asked for last, which may not be there yet. */
let wantedLast = path.value;

interface Chosen {
  readonly lists: Lists;
  readonly path: TopicPath;
  readonly card: () => Promise<TopicCard | undefined>;
}

/** Finds the place of a topic in the catalog where only the topic is given. */
async function placed(wanted: TopicPath): Promise<TopicPath> {
  const { topicId, majorId, subjectId } = wanted;
  if (topicId === undefined || (majorId !== undefined && subjectId !== undefined)) return wanted;
  try {
    const topic = await once(`topic ${topicId}`, () => api.topic(topicId));
    return { majorId: topic.majorId, subjectId: topic.subjectId, topicId };
  } catch (error) {
    if (isProblem(error, 404)) return {};
    throw error;
  }
}

/** A choice in the catalog. Where the path names nothing, the first entry is the suggestion. */
async function catalogChoice(named: TopicPath): Promise<Chosen> {
  const wanted = await placed(named);
  const majors = await once('majors', () => collected(api.majors()));
  const majorId = idIn(majors, wanted.majorId);
  const subjects =
    majorId === undefined
      ? []
      : await once(`subjects ${majorId}`, () => collected(api.subjects(majorId)));
  const subjectId = idIn(subjects, wanted.subjectId);
  const topics =
    subjectId === undefined
      ? []
      : await once(`topics ${subjectId}`, () => collected(api.topics(subjectId)));
  const topicId = idIn(topics, wanted.topicId);
  return {
    lists: { majors, subjects, topics },
    path: { majorId, subjectId, topicId },
    card: async () =>
      topicId === undefined
        ? undefined
        : (await once(`topic ${topicId}`, () => api.topic(topicId))).card,
  };
}

/** @throws ClientTrouble where neither the API nor this device has it */
async function ownTopic(id: number): Promise<Pick<ShownTopic, 'name' | 'card'>> {
  try {
    const { topic } = await api.ownTopic(id);
    return { name: topic.title, card: topic.card };
  } catch (error) {
    const last = shownLast.value;
    if (isProblem(error, 404) || last?.id !== id) throw error;
    return last;
  }
}

async function ownChoice(topicId: number): Promise<Chosen> {
  const [{ name: title, card: itsCard }, majors] = await Promise.all([
    ownTopic(topicId),
    once('majors', () => collected(api.majors())).catch(() => []),
  ]);
  const { majorId, subjectId } = ownTopicsPlace;
  const name = texts.value.toTopics;
  return {
    lists: {
      majors: [...majors, { id: majorId, name, description: undefined }],
      subjects: [{ id: subjectId, name, description: undefined }],
      topics: [{ id: topicId, name: title, description: undefined }],
    },
    path: { majorId, subjectId, topicId },
    card: async () => itsCard,
  };
}

/** The choice for a path. If a learner's own topic no longer exists, the catalog takes its place. */
async function choiceOf(wanted: TopicPath): Promise<Chosen> {
  const { topicId } = wanted;
  if (topicId === undefined || topicId <= highestCatalogId) return catalogChoice(wanted);
  try {
    return await ownChoice(topicId);
  } catch (error) {
    if (!isProblem(error, 404) && !isProblem(error, 401)) throw error;
    return catalogChoice({});
  }
}

/**
 * Offers the lists along this path.
 * @throws ClientTrouble
 */
export async function chooseTopic(wanted: TopicPath): Promise<void> {
  turn += 1;
  const mine = turn;
  wantedLast = wanted;
  const chosen = await choiceOf(wanted).catch((error: unknown) => {
    if (mine === turn) isCardAwaited.value = false;
    throw error;
  });
  if (mine !== turn) return;
  const { majorId, subjectId, topicId } = chosen.path;
  if (topicId !== path.value.topicId) {
    card.value = undefined;
    isCardAwaited.value = true;
  }
  lists.value = chosen.lists;
  path.value = chosen.path;
  keepStored('topic', [majorId, subjectId, topicId].join(' '));
  // The topic can be taught without its card.
  const found = await chosen.card().catch(() => undefined);
  if (mine !== turn) return;
  card.value = found;
  isCardAwaited.value = false;
  const { id, name } = chosenTopic.value ?? {};
  if (id !== undefined && name !== undefined) {
    rememberShown({ id, name, language: language.value, card: found });
  }
}
