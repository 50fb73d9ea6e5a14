import { useSignal } from '@preact/signals';
import { texts } from '../state/language.ts';
import { announce, errorText } from '../state/notices.ts';
import { canNotify, chooseWay, chosenWay, type ReminderWay } from '../state/reminders.ts';
import { Alert, type Words } from './use-action.tsx';

const ways = ['off', 'ready', 'daily'] as const;
const isWay = (text: string): text is ReminderWay => ways.some((way) => way === text);

/** The choice of notifications on this device. There are none until the learner chooses some. */
export function ReminderSettings() {
  const text = texts.value;
  const chosen = useSignal(chosenWay());
  const trouble = useSignal<Words | undefined>(undefined);
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
      <Alert id="reminder-trouble" words={trouble.value} />
    </div>
  );
}

export const refusalText = (outcome: 'denied' | 'failed') => () =>
  outcome === 'denied' ? texts.value.remindersDenied : texts.value.remindersFailed;

/** The browser's own push errors are not in the learner's language, so they get our words. */
export const troubleText = (error: unknown): string =>
  error instanceof DOMException ? texts.value.remindersFailed : errorText(error);
