import { rateLecture } from './api.js';
import { element, icon } from './element.js';
import { texts } from './language.js';
import { troubleText } from './notices.js';

const eyes = 'M9 9.4v.9M15 9.4v.9';
const mouths = [
  'M8 17c1-2.4 7-2.4 8 0',
  'M8.5 16.4c1.4-1.2 5.6-1.2 7 0',
  'M8.5 15.6h7',
  'M8.5 14.8c1.4 1.4 5.6 1.4 7 0',
  'M8 14.2c1 3.4 7 3.4 8 0z',
];
const face = 'M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z';

/**
 * Five faces, worst to best, with the one chosen before.
 * @param {import('./wire.js').Lecture} lecture
 * @param {(rating: number) => void} onRated
 */
export function ratingCard(lecture, onRated) {
  const text = texts();
  const note = element('p', { class: 'hint', role: 'status' });
  /** Choices go out in order, so that the last one stays. */
  let sending = Promise.resolve();

  /** @param {number} rating */
  const send = (rating) => {
    sending = sending
      .then(() => rateLecture(lecture.id, rating))
      .then(() => {
        note.textContent = texts().rated;
        onRated(rating);
      })
      .catch((error) => {
        note.textContent = troubleText(error);
      });
  };

  return element(
    'fieldset',
    { class: 'card rating' },
    element('legend', {}, text.rateQuestion),
    element(
      'div',
      { class: 'faces' },
      ...mouths.map((mouth, index) =>
        element(
          'label',
          {},
          element('input', {
            type: 'radio',
            name: 'rating',
            value: index + 1,
            class: 'visually-hidden',
            checked: lecture.helpfulnessRating === index + 1,
            change: () => send(index + 1),
          }),
          icon('face', face, eyes, mouth),
          element('span', {}, text.faces[index]),
        ),
      ),
    ),
    note,
  );
}
