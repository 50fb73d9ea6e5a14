import type { KeyPoint, Lecture } from '../../../../shared/client/answers.ts';
import type { Revision } from '../../../../shared/client/loop-answers.ts';
import { labelText, reviserText } from '../../../../shared/client/wording.ts';
import type { KeyPointLabel } from '../../../../shared/contracts/lecture.ts';
import { messages, texts } from '../state/language.ts';
import { Dispute } from './dispute.tsx';
import { cross, Icon, tick } from './icon.tsx';

const labelIcons: Record<KeyPointLabel, readonly string[]> = {
  covered: [tick],
  partial: ['M12 4a8 8 0 1 0 0 16z', 'M12 4a8 8 0 0 1 0 16'],
  missing: ['M7 12h10'],
  wrong: [cross],
  transcription_error: ['M9 9.2a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2M12 17.2v.1'],
};

/** A label that this version does not know looks like `missing`. */
export const labelClass = (label: string): KeyPointLabel => (isKnown(label) ? label : 'missing');

export function LabelIcon({ label }: { label: string }) {
  return <Icon name="symbol" paths={labelIcons[labelClass(label)]} />;
}

const isKnown = (label: string): label is KeyPointLabel => Object.hasOwn(labelIcons, label);

type ShownPoint = KeyPoint & Partial<Pick<Revision['keyPoints'][number], 'by'>>;

interface KeyPointsProps {
  readonly title: string;
  readonly lecture: Lecture;
  readonly points: readonly ShownPoint[];
  /** Undefined where nothing can be taught again or disputed. */
  readonly onAgain: ((point: KeyPoint) => void) | undefined;
  /** Is called when something is judged once more. */
  readonly onLater: () => void;
}

export function KeyPoints({ title, points, ...point }: KeyPointsProps) {
  if (points.length === 0) return null;
  return (
    <section class="card">
      <h2 tabIndex={-1}>{title}</h2>
      <ul class="key-points">
        {points.map((each) => (
          <Point key={each.statement} point={each} {...point} />
        ))}
      </ul>
    </section>
  );
}

interface PointProps extends Pick<KeyPointsProps, 'lecture' | 'onAgain' | 'onLater'> {
  readonly point: ShownPoint;
}

function Point({ point, lecture, onAgain, onLater }: PointProps) {
  const { number, statement, label, quote, reason, by } = point;
  return (
    <li class={`key-point ${labelClass(label)}`}>
      <LabelIcon label={label} />
      <div>
        <p class="label">
          {labelText(label, messages.value)}
          {by !== undefined && by !== 'result' && ` · ${reviserText(by, messages.value)}`}
        </p>
        <p class="statement">{statement}</p>
        {quote && (
          <blockquote>
            <span class="visually-hidden">{texts.value.saidQuote}: </span>“{quote}”
          </blockquote>
        )}
        {reason && <p class="reason">{reason}</p>}
        {/* The points of older lectures have no numbers. */}
        {onAgain && number !== undefined && label !== 'covered' && (
          <button type="button" class="again" onClick={() => onAgain(point)}>
            {texts.value.teachPointAgain}
          </button>
        )}
        {onAgain && number !== undefined && isDisputable(lecture, number, label) && (
          <Dispute lecture={lecture} keyPoint={number} onLater={onLater} />
        )}
      </div>
    </li>
  );
}

/** A point that counts as explained cannot be disputed. A disputed point shows what came of it. */
const isDisputable = ({ disagreements }: Lecture, number: number, label: string): boolean =>
  !['covered', 'transcription_error'].includes(label) ||
  disagreements.some(({ keyPoint }) => keyPoint === number);
