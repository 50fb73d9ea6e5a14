import { texts } from '../state/language.ts';
import { type Way, warn, way } from '../teaching/draft.ts';
import { isRecording } from '../teaching/recording.ts';
import { stopCountdown } from '../teaching/teach.ts';

const ways: readonly Way[] = ['record', 'file', 'type'];

export function WayChoice() {
  const text = texts.value;
  const choose = (next: Way) => {
    // The panel stays until the recording is stopped, because the microphone is still listening.
    if (isRecording()) return;
    warn(undefined);
    stopCountdown();
    way.value = next;
  };
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{text.way}</legend>
      {ways.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="way"
            value={each}
            checked={way.value === each}
            onChange={(event) => {
              choose(each);
              event.currentTarget.checked = way.value === each;
            }}
          />
          <span>{text.ways[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
