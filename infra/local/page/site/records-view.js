import { readLectures, readRankingMessage } from './api.js';
import { byId, element } from './element.js';
import { inEveryLanguage, texts } from './language.js';
import { alertIn, troubleText } from './notices.js';
import { dayText } from './numbers.js';
import { scoreChart } from './score-chart.js';

/** @typedef {import('./wire.js').Lecture} Lecture */

/** @param {Lecture} lecture */
function row(lecture) {
  const { statuses, scoreText } = texts();
  const status = Object.entries(statuses).find(([name]) => name === lecture.status)?.[1];
  const score = lecture.status === 'SUCCESS' ? lecture.score : undefined;
  return element(
    'li',
    {},
    element(
      'a',
      { href: `#/lectures/${lecture.id}` },
      element(
        'span',
        { class: 'row-topic' },
        lecture.topicName,
        element(
          'small',
          {},
          [
            lecture.createdAt && dayText(lecture.createdAt),
            lecture.kind === 'text' && texts().typed,
          ]
            .filter((part) => part)
            .join(' · '),
        ),
      ),
      score === undefined
        ? element('span', { class: 'row-status' }, status ?? lecture.status)
        : element(
            'span',
            { class: 'row-score' },
            element('span', { 'aria-hidden': 'true' }, String(score)),
            element('span', { class: 'visually-hidden' }, scoreText(score)),
          ),
    ),
  );
}

/** The screen of all lectures: list, course of the scores, ranking. */
export function startRecordsView() {
  const list = byId('list', HTMLElement);
  const more = byId('more', HTMLButtonElement);
  const chartCard = byId('chart-card', HTMLElement);
  const ranking = byId('ranking', HTMLElement);
  const alert = byId('records-alert', HTMLElement);
  /** @type {Lecture[] | undefined} */
  let lectures;
  /** @type {string | undefined} */
  let next;
  let isShown = false;

  const render = () => {
    more.hidden = next === undefined;
    chartCard.hidden = !lectures?.length;
    if (!lectures)
      return list.replaceChildren(element('p', { class: 'hint' }, texts().lectureLoading));
    // Newest first on the wire, oldest first in the chart.
    const scores = lectures
      .filter(({ status }) => status === 'SUCCESS')
      .map(({ score }) => score)
      .filter((score) => score !== undefined)
      .reverse();
    byId('chart', HTMLElement).replaceChildren(scoreChart(scores));
    list.replaceChildren(
      lectures.length === 0
        ? element(
            'div',
            { class: 'empty' },
            element('p', {}, texts().recordsEmpty),
            element('a', { class: 'button primary', href: '#/' }, texts().recordsStart),
          )
        : element(
            'div',
            {},
            element('p', { class: 'hint rows-count' }, countText(lectures)),
            element('ul', { class: 'rows' }, ...lectures.map(row)),
          ),
    );
  };

  /** @param {Lecture[]} shown */
  const countText = (shown) =>
    texts().recordsCount({
      count: shown.length,
      typed: shown.filter(({ kind }) => kind === 'text').length,
      isAll: next === undefined,
    });

  const showRanking = async () => {
    const message = await readRankingMessage().catch(() => undefined);
    byId('ranking-message', HTMLElement).textContent = message ?? '';
    ranking.hidden = message === undefined;
  };

  /** @param {string} [path] */
  const load = async (path) => {
    try {
      const page = await readLectures(path);
      lectures = path === undefined ? page.lectures : [...(lectures ?? []), ...page.lectures];
      next = page.next;
      alertIn(alert);
      render();
    } catch (error) {
      alertIn(alert, troubleText(error));
      list.replaceChildren(
        element('button', { type: 'button', click: () => void load(path) }, texts().retry),
      );
    }
  };

  more.addEventListener('click', () => void load(next));
  inEveryLanguage(() => {
    render();
    // Its words come from the API, in the language that was asked for.
    if (isShown) void showRanking();
  });
  return {
    async open() {
      isShown = true;
      await Promise.all([load(), showRanking()]);
    },
    leave() {
      isShown = false;
    },
  };
}
