import { element } from './element.js';
import { texts } from './language.js';

/** How the stand-in for speech marks a transcript that nobody said. */
const sampleMark = /^\[(?:예시|Sample)\]/;

/**
 * Whether a lecture's result is a sample only, since nothing is recognised without a key.
 * @param {import('./wire.js').Lecture} lecture
 */
export const isSample = ({ kind, transcript }) =>
  kind !== 'text' && sampleMark.test(transcript ?? '');

/** Says so, why, and what to do about it, before anything of the sample is read. */
export function sampleCard() {
  const text = texts();
  return element(
    'section',
    { class: 'card sample', 'aria-labelledby': 'sample-title' },
    element('h2', { id: 'sample-title' }, text.sampleTitle),
    element('p', {}, text.sampleWhy),
    element('p', {}, text.sampleKey),
    element('p', {}, element('code', {}, 'OPENAI_API_KEY=sk-… npm start')),
    element('p', { class: 'hint' }, text.sampleTyped),
  );
}
