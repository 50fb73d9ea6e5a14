import { useEffect, useRef } from 'preact/hooks';
import type { RunningRecording } from '../device/microphone.ts';
import { texts } from '../state/language.ts';
import { microphone, toggleRecording } from '../teaching/recording.ts';
import { clockText } from './numbers.ts';

const bars = 28;
const redrawMilliseconds = 80;
/** A room without a voice stays below this level, which is −48 dB. */
const quietLevel = 0.2;
const quietSeconds = 4;

export function RecordPanel() {
  const text = texts.value;
  const state = microphone.value;
  const isRecording = typeof state === 'object';
  return (
    <div class="panel centered">
      <button
        type="button"
        class={isRecording ? 'record recording' : 'record'}
        aria-disabled={state === 'asking'}
        onClick={toggleRecording}
      >
        <span class="dot" aria-hidden="true" />
        <span>
          {isRecording
            ? text.recordStop
            : state === 'asking'
              ? text.recordAsking
              : text.recordStart}
        </span>
      </button>
      {isRecording ? (
        <Meter recording={state} />
      ) : (
        <p class="hint" role="status">
          {text.recordHint}
        </p>
      )}
    </div>
  );
}

/** Writes straight into the page, so that a redraw twelve times a second touches nothing else. */
function Meter({ recording }: { recording: RunningRecording }) {
  const time = useRef<HTMLParagraphElement>(null);
  const meter = useRef<HTMLDivElement>(null);
  const hint = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const levels = [...(meter.current?.children ?? [])].filter((bar) => bar instanceof HTMLElement);
    let loudAt = 0;
    const redraw = () => {
      const level = recording.level();
      const elapsed = recording.elapsedSeconds();
      if (level >= quietLevel) loudAt = elapsed;
      // The newest bar is at the right; each bar takes over the level of its right neighbour.
      levels.forEach((bar, index) => {
        const next = levels[index + 1]?.style.getPropertyValue('--level');
        bar.style.setProperty('--level', next ?? level.toFixed(3));
      });
      const { recordOfLimit, recordQuiet, recordHint } = texts.value;
      if (time.current) time.current.textContent = recordOfLimit(clockText(elapsed));
      const said = elapsed - loudAt >= quietSeconds ? recordQuiet : recordHint;
      if (hint.current && hint.current.textContent !== said) hint.current.textContent = said;
    };
    redraw();
    // On a phone the clock and the meter are below the button.
    hint.current?.scrollIntoView({ block: 'nearest' });
    const redrawing = setInterval(redraw, redrawMilliseconds);
    return () => clearInterval(redrawing);
  }, [recording]);
  return (
    <>
      <p ref={time} class="time" role="timer" />
      <div ref={meter} class="meter" aria-hidden="true">
        {Array.from({ length: bars }, (_, index) => (
          <span key={index} class="bar" />
        ))}
      </div>
      <p ref={hint} class="hint" role="status" />
    </>
  );
}
