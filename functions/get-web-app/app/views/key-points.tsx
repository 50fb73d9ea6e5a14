import type { KeyPoint } from '../../../../shared/client/answers.ts';
import { labelText } from '../../../../shared/client/wording.ts';
import type { KeyPointLabel } from '../../../../shared/contracts/lecture.ts';
import { messages, texts } from '../state/language.ts';
import { cross, Icon, tick } from './icon.tsx';

const labelIcons: Record<KeyPointLabel, readonly string[]> = {
  covered: [tick],
  partial: ['M12 4a8 8 0 1 0 0 16z', 'M12 4a8 8 0 0 1 0 16'],
  missing: ['M7 12h10'],
  wrong: [cross],
  transcription_error: ['M9 9.2a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2M12 17.2v.1'],
};

/** A label of a newer service looks like one that is missing. */
export const labelClass = (label: string): KeyPointLabel => (isKnown(label) ? label : 'missing');

export function LabelIcon({ label }: { label: string }) {
  return <Icon name="symbol" paths={labelIcons[labelClass(label)]} />;
}

const isKnown = (label: string): label is KeyPointLabel => Object.hasOwn(labelIcons, label);

interface KeyPointsProps {
  readonly title: string;
  readonly points: readonly KeyPoint[];
  /** Undefined where nothing can be taught again. */
  readonly onAgain: ((point: KeyPoint) => void) | undefined;
}

export function KeyPoints({ title, points, onAgain }: KeyPointsProps) {
  if (points.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <ul class="key-points">
        {points.map((point) => (
          <Point key={point.statement} point={point} onAgain={onAgain} />
        ))}
      </ul>
    </section>
  );
}

interface PointProps extends Pick<KeyPointsProps, 'onAgain'> {
  readonly point: KeyPoint;
}

function Point({ point, onAgain }: PointProps) {
  const { number, statement, label, quote, reason } = point;
  return (
    <li class={`key-point ${labelClass(label)}`}>
      <LabelIcon label={label} />
      <div>
        <p class="label">{labelText(label, messages.value)}</p>
        <p class="statement">{statement}</p>
        {quote && (
          <blockquote>
            <span class="visually-hidden">{texts.value.saidQuote}: </span>“{quote}”
          </blockquote>
        )}
        {reason && <p class="reason">{reason}</p>}
        {/* Older lectures have no numbers to name a point by. */}
        {onAgain && number !== undefined && label !== 'covered' && (
          <button type="button" class="again" onClick={() => onAgain(point)}>
            {texts.value.teachPointAgain}
          </button>
        )}
      </div>
    </li>
  );
}
