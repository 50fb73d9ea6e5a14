/**
 * What the page reads of the wire contract. Every answer passes through here, so that a view never
 * meets another type than it names; whatever is missing of the newer fields counts as absent.
 * @typedef {{ id: number, name: string, description: string }} CatalogItem
 * @typedef {{ statement: string, label: string, quote: string, reason: string }} KeyPoint
 * @typedef {{ said: string, right: string }} Correction
 * @typedef {{
 *   durationSeconds: number | undefined,
 *   syllablesPerSecond: number | undefined,
 *   pauseCount: number | undefined,
 *   longestPauseSeconds: number | undefined,
 *   fillerCount: number | undefined,
 *   strengths: string[],
 * }} Delivery
 * @typedef {{
 *   keyPoints: KeyPoint[],
 *   corrections: Correction[],
 *   delivery: Delivery,
 *   nextSteps: string[],
 * }} Feedback
 * @typedef {{
 *   id: number,
 *   majorId: number | undefined,
 *   majorName: string,
 *   subjectId: number | undefined,
 *   subjectName: string,
 *   topicId: number | undefined,
 *   topicName: string,
 *   kind: string,
 *   status: string,
 *   stage: string | undefined,
 *   transcript: string | undefined,
 *   score: number | undefined,
 *   strength: string | undefined,
 *   weakness: string | undefined,
 *   helpfulnessRating: number | undefined,
 *   failureReason: string | undefined,
 *   nextAllowanceAt: Date | undefined,
 *   uploadUntil: Date | undefined,
 *   createdAt: Date | undefined,
 *   feedback: Feedback | undefined,
 * }} Lecture
 */

export class NotTheContract extends Error {
  /** @override */
  name = 'NotTheContract';
}

/** @typedef {Record<string, unknown>} Fields */

/** @param {unknown} value @returns {value is Fields} */
const isFields = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value */
function fieldsOf(value) {
  if (!isFields(value)) throw new NotTheContract('an object was expected');
  return value;
}

/** @param {Fields} fields @param {string} name */
function neededText(fields, name) {
  const value = fields[name];
  if (typeof value !== 'string') throw new NotTheContract(`${name} is not a text`);
  return value;
}

/** @param {Fields} fields @param {string} name */
function neededNumber(fields, name) {
  const value = fields[name];
  if (typeof value !== 'number') throw new NotTheContract(`${name} is not a number`);
  return value;
}

/** @param {Fields} fields @param {string} name */
const text = (fields, name) => {
  const value = fields[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/** @param {Fields} fields @param {string} name */
const number = (fields, name) => {
  const value = fields[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

/** @param {Fields} fields @param {string} name */
const moment = (fields, name) => {
  const date = new Date(text(fields, name) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** @param {Fields} fields @param {string} name @returns {unknown[]} */
const list = (fields, name) => {
  const value = fields[name];
  return Array.isArray(value) ? value : [];
};

/** @param {Fields} fields @param {string} name */
const textsOf = (fields, name) =>
  list(fields, name)
    .filter((item) => typeof item === 'string' && item.trim() !== '')
    .map(String);

/** @param {unknown} value @returns {Feedback | undefined} */
function readFeedback(value) {
  if (!isFields(value)) return undefined;
  const delivery = isFields(value['delivery']) ? value['delivery'] : {};
  return {
    keyPoints: list(value, 'keyPoints')
      .filter(isFields)
      .map((point) => ({
        statement: text(point, 'statement') ?? '',
        label: text(point, 'label') ?? 'missing',
        quote: text(point, 'quote') ?? '',
        reason: text(point, 'reason') ?? '',
      })),
    corrections: list(value, 'corrections')
      .filter(isFields)
      .map((correction) => ({
        said: text(correction, 'said') ?? '',
        right: text(correction, 'right') ?? '',
      })),
    delivery: {
      durationSeconds: number(delivery, 'durationSeconds'),
      syllablesPerSecond: number(delivery, 'syllablesPerSecond'),
      pauseCount: number(delivery, 'pauseCount'),
      longestPauseSeconds: number(delivery, 'longestPauseSeconds'),
      fillerCount: number(delivery, 'fillerCount'),
      strengths: textsOf(delivery, 'strengths'),
    },
    nextSteps: textsOf(value, 'nextSteps'),
  };
}

/** @param {unknown} value @returns {Lecture} */
export function readLecture(value) {
  const fields = fieldsOf(value);
  return {
    id: neededNumber(fields, 'id'),
    majorId: number(fields, 'majorId'),
    majorName: text(fields, 'majorName') ?? '',
    subjectId: number(fields, 'subjectId'),
    subjectName: text(fields, 'subjectName') ?? '',
    topicId: number(fields, 'topicId'),
    topicName: text(fields, 'topicName') ?? '',
    kind: text(fields, 'kind') ?? 'recording',
    status: neededText(fields, 'status'),
    stage: text(fields, 'stage'),
    transcript: text(fields, 'transcribed'),
    score: number(fields, 'score'),
    strength: text(fields, 'strength'),
    weakness: text(fields, 'weakness'),
    helpfulnessRating: number(fields, 'helpfulnessRating'),
    failureReason: text(fields, 'failureReason'),
    nextAllowanceAt: moment(fields, 'nextAllowanceAt'),
    uploadUntil: moment(fields, 'uploadUntil'),
    createdAt: moment(fields, 'createdAt'),
    feedback: readFeedback(fields['feedback']),
  };
}

/** @param {unknown} value @returns {Lecture[]} */
export function readLectures(value) {
  if (!Array.isArray(value)) throw new NotTheContract('a list was expected');
  return value.map(readLecture);
}

/** @param {unknown} value */
export function readLogin(value) {
  const fields = fieldsOf(value);
  return { name: neededText(fields, 'name'), token: neededText(fields, 'authToken') };
}

/** @param {unknown} value */
export const readName = (value) => neededText(fieldsOf(value), 'name');

/** @param {unknown} value */
export const readUploadUrl = (value) => neededText(fieldsOf(value), 'uploadPresignedUrl');

/** @param {unknown} value */
export const readRankingMessage = (value) => neededText(fieldsOf(value), 'message');

/** @param {unknown} value */
export const readSettings = (value) => ({ standIn: fieldsOf(value)['standIn'] === true });

/**
 * One page of majors, subjects or topics; the kind's own name field is `majorName` and so on.
 * @param {unknown} value
 * @param {string} kind
 * @returns {{ items: CatalogItem[], last: boolean }}
 */
export function readCatalogPage(value, kind) {
  const fields = fieldsOf(value);
  const items = list(fields, 'content').map((item) => {
    const found = fieldsOf(item);
    return {
      id: neededNumber(found, 'id'),
      name: neededText(found, `${kind}Name`),
      description: text(found, 'description') ?? '',
    };
  });
  return { items, last: fields['last'] !== false || items.length === 0 };
}

/**
 * The reason within a problem+json answer, or the gateway's own `{message}`.
 * @param {unknown} value
 */
export function readProblem(value) {
  if (!isFields(value)) return '';
  const fields = list(value, 'errors')
    .filter(isFields)
    .map((error) => `${text(error, 'field') ?? ''}: ${text(error, 'message') ?? ''}`);
  return [text(value, 'detail') ?? text(value, 'message') ?? text(value, 'title'), ...fields]
    .filter((part) => part !== undefined)
    .join(' · ');
}
