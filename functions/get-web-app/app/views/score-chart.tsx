import { texts } from '../state/language.ts';

const [width, height] = [340, 170];
const inset = { left: 30, right: 14, top: 18, bottom: 12 };
const mostPoints = 30;

const yOf = (score: number): number =>
  inset.top + (1 - score / 100) * (height - inset.top - inset.bottom);

/**
 * Scores over time, with the oldest at the left. The list beside the chart gives the same as text.
 * @param scores oldest first
 */
export function ScoreChart({ scores }: { scores: readonly number[] }) {
  const shown = scores.slice(-mostPoints);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || shown.length < 2) {
    return <p class="hint">{texts.value.chartFew}</p>;
  }
  const xOf = (index: number) =>
    inset.left + (index / (shown.length - 1)) * (width - inset.left - inset.right);
  const points = shown.map((score, index) => ({ x: xOf(index), y: yOf(score) }));
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const label = texts.value.chartText({
    count: shown.length,
    first,
    last,
    best: Math.max(...shown),
  });
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {[0, 50, 100].map((score) => (
          <g key={score}>
            <line
              class="grid"
              x1={inset.left}
              x2={width - inset.right}
              y1={yOf(score)}
              y2={yOf(score)}
            />
            <text class="axis" x={inset.left - 6} y={yOf(score) + 4}>
              {score}
            </text>
          </g>
        ))}
        <polyline
          class="line"
          points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        />
        {points.map(({ x, y }) => (
          <circle key={x} class="point" cx={x} cy={y} r={3} />
        ))}
        <circle class="point last" cx={end.x} cy={end.y} r={5} />
        <text class="last-score" x={end.x} y={end.y - 9}>
          {last}
        </text>
      </svg>
      <figcaption class="hint" aria-hidden="true">
        {label}
      </figcaption>
    </figure>
  );
}
