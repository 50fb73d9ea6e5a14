import { element, icon, svg } from './element.js';
import { texts } from './language.js';
import { isSample, sampleCard } from './sample.js';

/**
 * @typedef {import('./wire.js').Lecture} Lecture
 * @typedef {import('./wire.js').KeyPoint} KeyPoint
 * @typedef {import('./wire.js').Delivery} Delivery
 */

const tick = 'M5 12.5l4.5 4.5L19 7.5';
const cross = 'M7 7l10 10M17 7L7 17';

/** @type {Record<string, readonly string[]>} */
const labelIcons = {
  covered: [tick],
  partial: ['M12 4a8 8 0 1 0 0 16z', 'M12 4a8 8 0 0 1 0 16'],
  missing: ['M7 12h10'],
  wrong: [cross],
  transcription_error: ['M9 9.2a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2M12 17.2v.1'],
};

/** @param {number} score */
function verdictText(score) {
  const { verdicts } = texts();
  if (score >= 85) return verdicts.great;
  if (score >= 60) return verdicts.good;
  if (score >= 30) return verdicts.some;
  return score > 0 ? verdicts.little : verdicts.none;
}

/** @param {number} score */
function scoreRing(score) {
  const circle = { cx: 60, cy: 60, r: 52, pathLength: 100 };
  return element(
    'div',
    { class: 'ring', role: 'img', 'aria-label': texts().scoreText(score) },
    svg(
      'svg',
      { viewBox: '0 0 120 120', 'aria-hidden': 'true' },
      svg('circle', { ...circle, class: 'ring-track' }),
      score > 0 &&
        svg('circle', { ...circle, class: 'ring-share', 'stroke-dasharray': `${score} 100` }),
    ),
    element(
      'span',
      { class: 'ring-number', 'aria-hidden': 'true' },
      element('strong', {}, String(score)),
      texts().scoreUnit,
    ),
  );
}

/** @param {Lecture} lecture */
function scoreCard(lecture) {
  const text = texts();
  const score = lecture.score ?? 0;
  const points = lecture.feedback?.keyPoints ?? [];
  const covered = points.filter(({ label }) => label === 'covered').length;
  return element(
    'section',
    { class: 'card score', 'aria-labelledby': 'score-title' },
    scoreRing(score),
    element(
      'div',
      {},
      element(
        'h2',
        { id: 'score-title' },
        isSample(lecture) ? text.sampleScore : verdictText(score),
      ),
      points.length > 0 && element('p', {}, text.keyPointsCovered(covered, points.length)),
    ),
  );
}

/**
 * @param {string} title
 * @param {string} name of the CSS class
 * @param {...import('./element.js').Child} children
 */
const card = (title, name, ...children) =>
  element('section', { class: `card ${name}` }, element('h2', {}, title), ...children);

/** @param {KeyPoint} point */
function keyPoint({ statement, label, quote, reason }) {
  const text = texts();
  const labelText = Object.entries(text.keyPointLabels).find(([name]) => name === label)?.[1];
  return element(
    'li',
    { class: `key-point ${label in labelIcons ? label : 'missing'}` },
    icon('symbol', ...(labelIcons[label] ?? [])),
    element(
      'div',
      {},
      element('p', { class: 'label' }, labelText ?? label),
      element('p', { class: 'statement' }, statement),
      quote !== '' &&
        element(
          'blockquote',
          {},
          element('span', { class: 'visually-hidden' }, `${text.saidQuote}: `),
          `“${quote}”`,
        ),
      reason !== '' && element('p', { class: 'reason' }, reason),
    ),
  );
}

/** @param {Delivery} delivery */
function deliveryCard(delivery) {
  const text = texts();
  /** @type {[string, string | undefined | false][]} */
  const figures = [
    [
      text.duration,
      delivery.durationSeconds !== undefined && text.lengthText(delivery.durationSeconds),
    ],
    [
      text.rate,
      delivery.syllablesPerSecond !== undefined && text.rateText(delivery.syllablesPerSecond),
    ],
    [text.pauses, delivery.pauseCount !== undefined && text.timesText(delivery.pauseCount)],
    [
      text.longestPause,
      delivery.pauseCount !== 0 &&
        delivery.longestPauseSeconds !== undefined &&
        text.pauseText(delivery.longestPauseSeconds),
    ],
    [text.fillers, delivery.fillerCount !== undefined && text.timesText(delivery.fillerCount)],
  ];
  const known = figures.filter(([, value]) => value);
  if (known.length === 0 && delivery.strengths.length === 0) return undefined;
  return card(
    text.delivery,
    'delivery',
    known.length > 0 &&
      element(
        'dl',
        {},
        ...known.map(([name, value]) =>
          element('div', {}, element('dt', {}, name), element('dd', {}, value)),
        ),
      ),
    delivery.strengths.length > 0 &&
      element('ul', {}, ...delivery.strengths.map((strength) => element('li', {}, strength))),
  );
}

/** @param {string} name @param {string} path @param {string} label */
const term = (name, path, label) =>
  element('dt', {}, icon(name, path), element('span', { class: 'visually-hidden' }, label));

/**
 * The published app's two sentences repeat the key points; they are shown where those say less: a
 * topic without any, or a talk that scored nothing, whose reason is there.
 * @param {Lecture} lecture
 */
function summaryCard({ strength, weakness, score, feedback }) {
  const text = texts();
  if (feedback?.keyPoints.length && score !== 0) return undefined;
  if (score === 0) return weakness && element('p', { class: 'card summary' }, weakness);
  return element(
    'section',
    { class: 'card summary', 'aria-label': text.feedbackTitle },
    strength && element('h2', {}, text.strength),
    strength && element('p', {}, strength),
    weakness && element('h2', {}, text.weakness),
    weakness && element('p', {}, weakness),
  );
}

/**
 * The feedback of a graded lecture.
 * @param {Lecture} lecture
 * @param {{ isText: boolean }} options
 * @returns {HTMLElement[]}
 */
export function feedbackCards(lecture, { isText }) {
  const text = texts();
  const { feedback } = lecture;
  const points = feedback?.keyPoints ?? [];
  const corrections = feedback?.corrections ?? [];
  const nextSteps = feedback?.nextSteps ?? [];
  const cards = [
    isSample(lecture) && sampleCard(),
    // Nothing of the sample's own, and a reproach for nothing that was said.
    !(isSample(lecture) && lecture.score === 0) && scoreCard(lecture),
    !isSample(lecture) && summaryCard(lecture),
    points.length > 0 &&
      card(
        text.keyPoints,
        'points',
        element('ul', { class: 'key-points' }, ...points.map(keyPoint)),
      ),
    corrections.length > 0 &&
      card(
        text.corrections,
        'corrections',
        ...corrections.map(({ said, right }) =>
          element(
            'dl',
            {},
            term('said-mark', cross, text.said),
            element('dd', {}, said),
            term('right-mark', tick, text.right),
            element('dd', { class: 'right' }, right),
          ),
        ),
      ),
    nextSteps.length > 0 &&
      card(
        text.nextSteps,
        'next',
        element('ol', {}, ...nextSteps.map((step) => element('li', {}, step))),
      ),
    feedback && !isSample(lecture) && deliveryCard(feedback.delivery),
    lecture.transcript !== undefined &&
      element(
        'details',
        { class: 'card transcript' },
        element('summary', {}, isText ? text.transcriptTyped : text.transcript),
        element('p', {}, lecture.transcript),
      ),
  ];
  return cards.filter((part) => part instanceof HTMLElement);
}
