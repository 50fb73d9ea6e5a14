import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { api } from '../state/client.ts';
import { texts } from '../state/language.ts';
import { errorText } from '../state/notices.ts';
import { Icon } from './icon.tsx';

const face = 'M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z';
const eyes = 'M9 9.4v.9M15 9.4v.9';
const mouths = [
  'M8 17c1-2.4 7-2.4 8 0',
  'M8.5 16.4c1.4-1.2 5.6-1.2 7 0',
  'M8.5 15.6h7',
  'M8.5 14.8c1.4 1.4 5.6 1.4 7 0',
  'M8 14.2c1 3.4 7 3.4 8 0z',
];

/** Five faces, from worst to best. The earlier choice is marked. */
export function Rating({ lecture }: { lecture: Lecture }) {
  const text = texts.value;
  const chosen = useSignal(lecture.helpfulnessRating);
  const said = useSignal<(() => string) | undefined>(undefined);
  /** Choices are sent in order, so that the last one counts. */
  const sending = useRef(Promise.resolve());
  const rate = (rating: number) => {
    chosen.value = rating;
    sending.current = sending.current
      .then(() => api.rate(lecture.id, rating))
      .then(() => {
        said.value = () => texts.value.rated;
      })
      .catch((error: unknown) => {
        said.value = () => errorText(error);
      });
  };
  return (
    <fieldset class="card rating">
      <legend>{text.rateQuestion}</legend>
      <div class="faces">
        {mouths.map((mouth, index) => (
          <label key={mouth}>
            <input
              type="radio"
              name="rating"
              value={index + 1}
              class="visually-hidden"
              checked={chosen.value === index + 1}
              onChange={() => rate(index + 1)}
            />
            <Icon name="face" paths={[face, eyes, mouth]} />
            <span>{text.faces[index]}</span>
          </label>
        ))}
      </div>
      <p class="hint" role="status">
        {said.value?.()}
      </p>
    </fieldset>
  );
}
