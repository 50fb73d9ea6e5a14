import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { OwnTopic } from '../../../../shared/client/answers.ts';
import { ownTopicLimits } from '../../../../shared/contracts/own-topic-limits.ts';
import {
  asked,
  type EditedPoint,
  editedOf,
  newPoint,
  pointField,
  problemOf,
} from '../own-topics/edited-topic.ts';
import { api } from '../state/client.ts';
import { texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce, errorText } from '../state/notices.ts';
import { Alert, type Words } from './use-action.tsx';

interface TopicEditorProps {
  readonly topic: OwnTopic;
  /** @param saved the topic as it is now; undefined where nothing was changed */
  readonly onDone: (saved: OwnTopic | undefined) => void;
}

const weights = [1, 2, 3, 4, 5];

/** The form for the title and the key points with their weights, by which the learner is judged. */
export function TopicEditor({ topic, onDone }: TopicEditorProps) {
  const text = loopTexts.value;
  const edited = useSignal(editedOf(topic));
  const alert = useSignal<Words | undefined>(undefined);
  const { title, points } = edited.value;
  const { leastKeyPoints, mostKeyPoints } = ownTopicLimits;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  /** The point that gets the focus once there are more or fewer points. */
  const nextNumber = useRef(0);
  useEffect(
    () => document.getElementById(pointField(nextNumber.current))?.focus(),
    [points.length],
  );
  const setPoints = (next: readonly EditedPoint[]) => {
    edited.value = { ...edited.value, points: next };
  };
  const add = () => {
    nextNumber.current = points.length + 1;
    setPoints([...points, newPoint()]);
  };
  const remove = (index: number) => {
    nextNumber.current = Math.min(index + 1, points.length - 1);
    setPoints(points.filter((_, each) => each !== index));
  };
  const save = async () => {
    const judged = edited.value;
    const wrong = problemOf(judged);
    alert.value = wrong && (() => problemOf(judged)?.text ?? '');
    if (wrong) return document.getElementById(wrong.field)?.focus();
    try {
      const saved = await api.editTopic(topic.id, asked(edited.value));
      announce(text.saved);
      onDone(saved);
    } catch (error) {
      alert.value = () => errorText(error);
    }
  };
  return (
    <form
      class="card form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {text.editTitle}
      </h2>
      <label for="edit-title">{text.titleLabel}</label>
      <input
        id="edit-title"
        type="text"
        autocomplete="off"
        value={title}
        onInput={(event) => {
          edited.value = { ...edited.value, title: event.currentTarget.value };
        }}
      />
      <p class="hint">{text.pointsHint}</p>
      {points.map((point, index) => (
        <PointFields
          key={point.key}
          point={point}
          number={index + 1}
          onChange={(change) =>
            setPoints(points.map((each) => (each === point ? { ...each, ...change } : each)))
          }
          onRemove={points.length > leastKeyPoints ? () => remove(index) : undefined}
        />
      ))}
      {points.length < mostKeyPoints && (
        <button type="button" class="add" onClick={add}>
          {text.pointAdd}
        </button>
      )}
      <Alert words={alert.value} />
      <div class="actions">
        <button type="submit" class="primary">
          {text.save}
        </button>
        <button type="button" onClick={() => onDone(undefined)}>
          {texts.value.cancel}
        </button>
      </div>
    </form>
  );
}

interface PointFieldsProps {
  readonly point: EditedPoint;
  readonly number: number;
  readonly onChange: (change: Partial<EditedPoint>) => void;
  readonly onRemove: (() => void) | undefined;
}

function PointFields({ point, number, onChange, onRemove }: PointFieldsProps) {
  const text = loopTexts.value;
  const id = pointField(number);
  return (
    <div class="point-fields">
      <label for={id}>{text.pointLabel(number)}</label>
      <textarea
        id={id}
        rows={2}
        value={point.statement}
        onInput={(event) => onChange({ statement: event.currentTarget.value })}
      />
      <div class="point-side">
        <select
          aria-label={text.weightLabel(number)}
          onChange={(event) => onChange({ weight: Number(event.currentTarget.value) })}
        >
          {weights.map((weight) => (
            <option key={weight} value={weight} selected={weight === point.weight}>
              {loopMessages.value.weightText(weight)}
            </option>
          ))}
        </select>
        {onRemove && (
          <button type="button" class="quiet" onClick={onRemove}>
            {text.pointRemove(number)}
          </button>
        )}
      </div>
    </div>
  );
}
