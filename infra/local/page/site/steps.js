import { element, icon } from './element.js';
import { texts } from './language.js';

/** @type {readonly string[]} */
const spoken = ['WAITING_FOR_UPLOAD', 'QUEUED', 'TRANSCRIBING', 'ASSESSING', 'DONE'];
/** Text needs no upload and no speech step. @type {readonly string[]} */
const written = ['QUEUED', 'ASSESSING', 'DONE'];

const tick = 'M5 12.5l4.5 4.5L19 7.5';

/**
 * How far a lecture is, as a list of steps.
 * @param {{ isText: boolean, stage: string | undefined, uploadedShare?: number | undefined }} progress
 *   `uploadedShare`, from 0 to 1, is given while the recording is on its way
 */
export function stepList({ isText, stage, uploadedShare }) {
  const text = texts();
  const stages = isText ? written : spoken;
  const at = Math.max(0, stages.indexOf(knownStage(stage)));
  return element(
    'ol',
    { class: 'steps' },
    ...stages.map((name, index) => {
      const state = index < at || stage === 'DONE' ? 'done' : index === at ? 'now' : 'later';
      const stateText = { done: text.stepDone, now: text.stepNow, later: text.stepLater }[state];
      const percent = Math.round((uploadedShare ?? 0) * 100);
      const isUploading = state === 'now' && uploadedShare !== undefined;
      return element(
        'li',
        { class: `step ${state}`, 'aria-current': state === 'now' && 'step' },
        element(
          'span',
          { class: 'mark', 'aria-hidden': 'true' },
          state === 'done' && icon('', tick),
        ),
        element(
          'span',
          {},
          stageText(name),
          element('span', { class: 'visually-hidden' }, ` (${stateText})`),
          isUploading && element('span', { class: 'step-note' }, text.uploaded(percent)),
        ),
        isUploading &&
          element('progress', { max: 100, value: percent, 'aria-label': stageText(name) }),
      );
    }),
  );
}

/** @param {string | undefined} stage */
export function stageText(stage) {
  const known = knownStage(stage);
  return Object.entries(texts().stages).find(([name]) => name === known)?.[1] ?? known;
}

/**
 * A newer service may name a stage that this page does not know: it shows as waiting.
 * @param {string | undefined} stage
 */
const knownStage = (stage) => (stage !== undefined && spoken.includes(stage) ? stage : 'QUEUED');
