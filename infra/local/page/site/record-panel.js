import { byId, element } from './element.js';
import { inEveryLanguage, texts } from './language.js';
import { MicrophoneTrouble, startRecording } from './microphone.js';
import { announce } from './notices.js';
import { clockText } from './numbers.js';

const bars = 28;
const redrawMilliseconds = 80;
/** About −48 dB: a room without a voice. */
const quietLevel = 0.2;
const quietSeconds = 4;

/** @typedef {{ recording: Blob, seconds: number }} RecordedTake */
/** @typedef {Awaited<ReturnType<typeof startRecording>>} Recording */

/**
 * The microphone's panel.
 * @param {{
 *   onTake: (take: RecordedTake) => void,
 *   onTrouble: (message: () => string) => void,
 *   onStart: () => void,
 * }} handlers
 * @returns {{ isBusy: () => boolean }}
 */
export function startRecordPanel({ onTake, onTrouble, onStart }) {
  const button = byId('record', HTMLButtonElement);
  const label = byId('record-label', HTMLElement);
  const time = byId('record-time', HTMLElement);
  const hint = byId('record-hint', HTMLElement);
  const meter = byId('meter', HTMLElement);
  const levels = Array.from({ length: bars }, () => element('span', { class: 'bar' }));
  meter.append(...levels);

  /** @type {'idle' | 'asking' | Recording} */
  let state = 'idle';
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let redrawing;
  let loudAt = 0;

  /** @param {Recording} recording */
  const redraw = (recording) => {
    const level = recording.level();
    const elapsed = recording.elapsedSeconds();
    if (level >= quietLevel) loudAt = elapsed;
    // The newest bar is at the right; each takes over from its neighbour.
    levels.forEach((bar, index) => {
      const next = levels[index + 1]?.style.getPropertyValue('--level');
      bar.style.setProperty('--level', next ?? level.toFixed(3));
    });
    time.textContent = texts().recordOfLimit(clockText(elapsed));
    const quiet = elapsed - loudAt >= quietSeconds;
    const hintText = quiet ? texts().recordQuiet : texts().recordHint;
    if (hint.textContent !== hintText) hint.textContent = hintText;
  };

  const render = () => {
    const text = texts();
    const isRecording = typeof state === 'object';
    button.classList.toggle('recording', isRecording);
    button.setAttribute('aria-disabled', String(state === 'asking'));
    label.textContent = isRecording
      ? text.recordStop
      : state === 'asking'
        ? text.recordAsking
        : text.recordStart;
    meter.classList.toggle('off', !isRecording);
    if (typeof state === 'object') return redraw(state);
    time.textContent = text.recordOfLimit('0:00');
    hint.textContent = text.recordHint;
  };

  /** @param {Parameters<Parameters<typeof startRecording>[0]['onEnd']>[0]} end */
  const ended = ({ recording, seconds, atLimit }) => {
    clearInterval(redrawing);
    state = 'idle';
    for (const bar of levels) bar.style.setProperty('--level', '0');
    render();
    if (recording.size === 0) return onTrouble(() => texts().recordEmpty);
    if (atLimit) announce(texts().recordLimitReached);
    onTake({ recording, seconds });
  };

  const start = async () => {
    onStart();
    state = 'asking';
    render();
    try {
      const recording = await startRecording({ onEnd: ended });
      state = recording;
      loudAt = 0;
      redrawing = setInterval(() => redraw(recording), redrawMilliseconds);
      announce(texts().recordStarted);
      // On a phone the clock and the meter are below the button.
      hint.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      state = 'idle';
      const refusal = error instanceof MicrophoneTrouble ? error.refusal : 'unsupported';
      onTrouble(() => texts().microphoneRefusals[refusal]);
    }
    render();
  };

  button.addEventListener('click', () => {
    if (typeof state === 'object') state.stop();
    else if (state === 'idle') void start();
  });
  inEveryLanguage(render);
  return { isBusy: () => state !== 'idle' };
}
