import { useSignal } from '@preact/signals';
import { texts } from '../state/language.ts';
import { announce, errorText } from '../state/notices.ts';
import { canNotify, chooseWay, chosenWay, type ReminderWay } from '../state/reminders.ts';

const ways = ['off', 'ready', 'daily'] as const;
const isWay = (text: string): text is ReminderWay => ways.some((way) => way === text);

/** What this device is told of: nothing, until the learner chooses otherwise. */
export function ReminderSettings() {
  const text = texts.value;
  const chosen = useSignal(chosenWay());
  const trouble = useSignal<(() => string) | undefined>(undefined);
  if (!canNotify()) return null;
  const choose = async (way: ReminderWay) => {
    chosen.value = way;
    try {
      const outcome = await chooseWay(way);
      trouble.value = outcome === 'done' ? undefined : refusalText(outcome);
      if (outcome === 'done') announce(texts.value.remindersSaved);
    } catch (error) {
      trouble.value = () => troubleText(error);
    }
    chosen.value = chosenWay();
  };
  return (
    <div class="reminder-settings">
      <label for="reminder-way">{text.remindersTitle}</label>
      <select
        id="reminder-way"
        aria-describedby="reminder-hint reminder-trouble"
        value={chosen.value}
        onChange={({ currentTarget: { value } }) => {
          if (isWay(value)) void choose(value);
        }}
      >
        {ways.map((way) => (
          <option key={way} value={way}>
            {text.reminderWays[way]}
          </option>
        ))}
      </select>
      <p id="reminder-hint" class="hint">
        {text.remindersHint}
      </p>
      <p id="reminder-trouble" class="alert" role="alert" hidden={!trouble.value}>
        {trouble.value?.()}
      </p>
    </div>
  );
}

export const refusalText = (outcome: 'denied' | 'failed') => () =>
  outcome === 'denied' ? texts.value.remindersDenied : texts.value.remindersFailed;

/** What the browser's own push service says is in no language of the learner's. */
export const troubleText = (error: unknown): string =>
  error instanceof DOMException ? texts.value.remindersFailed : errorText(error);
