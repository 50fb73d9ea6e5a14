import { readCatalog } from './api.js';
import { byId, element } from './element.js';
import { inEveryLanguage, language, texts } from './language.js';
import { keepStored, readStored } from './stored.js';

/**
 * @typedef {import('./wire.js').CatalogItem} CatalogItem
 * @typedef {{ majorId: number | undefined, subjectId: number | undefined, topicId: number | undefined }} TopicPath
 */

const [major, subject, topic] = ['major', 'subject', 'topic'].map((id) =>
  byId(id, HTMLSelectElement),
);

/** Lists that were read in this visit. @type {Map<string, Promise<CatalogItem[]>>} */
const lists = new Map();
/** The topics on offer. @type {CatalogItem[]} */
let topics = [];
/** Counts choices, so that a list that arrives late does not overwrite a later choice. */
let turn = 0;

/** @param {'major' | 'subject' | 'topic'} kind @param {Record<string, string>} [filter] */
function listOf(kind, filter = {}) {
  // The names come in the language that is asked for.
  const key = `${language()} ${kind} ${Object.values(filter)}`;
  const known = lists.get(key);
  if (known) return known;
  const reading = readCatalog(kind, filter);
  lists.set(key, reading);
  reading.catch(() => lists.delete(key));
  return reading;
}

/**
 * @param {HTMLSelectElement | undefined} select
 * @param {CatalogItem[]} items
 * @param {number | undefined} chosenId
 * @returns {number | undefined} the id that is chosen now
 */
function offer(select, items, chosenId) {
  const chosen = items.find(({ id }) => id === chosenId) ?? items[0];
  select?.replaceChildren(
    ...items.map(({ id, name }) =>
      element('option', { value: id, selected: id === chosen?.id }, name),
    ),
  );
  return chosen?.id;
}

/** @param {HTMLSelectElement | undefined} select */
const chosenIn = (select) => (select?.value ? Number(select.value) : undefined);

function describe() {
  const chosen = topics.find(({ id }) => id === chosenIn(topic));
  byId('topic-note', HTMLElement).textContent =
    chosen?.description ?? (topics.length === 0 ? texts().topicsLoading : '');
}

function remember() {
  const path = [major, subject, topic].map((select) => select?.value ?? '');
  keepStored('topic', path.join(' '));
  describe();
}

/** @returns {TopicPath} */
function rememberedPath() {
  const [majorId, subjectId, topicId] = (readStored('topic') ?? '').split(' ').map(Number);
  return { majorId, subjectId, topicId };
}

/**
 * Offers the lists along this path; where it names nothing, the first of each.
 * @param {TopicPath} path
 * @throws {import('./api.js').ApiTrouble}
 */
export async function chooseTopic(path) {
  turn += 1;
  const mine = turn;
  const majors = await listOf('major');
  if (mine !== turn) return;
  const majorId = offer(major, majors, path.majorId);
  const subjects = majorId === undefined ? [] : await listOf('subject', { majorId: `${majorId}` });
  if (mine !== turn) return;
  const subjectId = offer(subject, subjects, path.subjectId);
  const found = subjectId === undefined ? [] : await listOf('topic', { subjectId: `${subjectId}` });
  if (mine !== turn) return;
  topics = found;
  offer(topic, topics, path.topicId);
  remember();
}

/** @returns {{ id: number, name: string } | undefined} */
export function chosenTopic() {
  return topics.find(({ id }) => id === chosenIn(topic));
}

/**
 * Starts with the topic of the last visit.
 * @param {(error: unknown) => void} onTrouble
 */
export function startTopicPicker(onTrouble) {
  const path = () => ({
    majorId: chosenIn(major),
    subjectId: chosenIn(subject),
    topicId: chosenIn(topic),
  });
  const follow = () => void chooseTopic(path()).catch(onTrouble);
  major?.addEventListener('change', follow);
  subject?.addEventListener('change', follow);
  topic?.addEventListener('change', remember);
  inEveryLanguage(() => {
    describe();
    chooseTopic(topics.length === 0 ? rememberedPath() : path()).catch(onTrouble);
  });
}
