import { element, svg } from './element.js';
import { texts } from './language.js';

const [width, height] = [340, 170];
const inset = { left: 30, right: 14, top: 18, bottom: 12 };
const mostPoints = 30;

/** @param {number} score */
const yOf = (score) => inset.top + (1 - score / 100) * (height - inset.top - inset.bottom);

/**
 * Scores over time, oldest at the left; the list beside it gives the same as text.
 * @param {readonly number[]} scores oldest first
 */
export function scoreChart(scores) {
  const shown = scores.slice(-mostPoints);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || shown.length < 2) {
    return element('p', { class: 'hint' }, texts().chartFew);
  }
  const xOf = (/** @type {number} */ index) =>
    inset.left + (index / (shown.length - 1)) * (width - inset.left - inset.right);
  const points = shown.map((score, index) => ({ x: xOf(index), y: yOf(score) }));
  const line = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const label = texts().chartText({ count: shown.length, first, last, best: Math.max(...shown) });
  return element(
    'figure',
    { class: 'chart' },
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
      ...[0, 50, 100].flatMap((score) => [
        svg('line', {
          class: 'grid',
          x1: inset.left,
          x2: width - inset.right,
          y1: yOf(score),
          y2: yOf(score),
        }),
        svg('text', { class: 'axis', x: inset.left - 6, y: yOf(score) + 4 }, String(score)),
      ]),
      svg('polyline', { class: 'line', points: line }),
      ...points.map(({ x, y }) => svg('circle', { class: 'point', cx: x, cy: y, r: 3 })),
      svg('circle', { class: 'point last', cx: end.x, cy: end.y, r: 5 }),
      svg('text', { class: 'last-score', x: end.x, y: end.y - 9 }, String(last)),
    ),
    element('figcaption', { class: 'hint', 'aria-hidden': 'true' }, label),
  );
}
