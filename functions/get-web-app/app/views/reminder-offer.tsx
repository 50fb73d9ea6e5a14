import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { chooseWay, mayOffer, noteOffered, type ReminderWay } from '../state/reminders.ts';
import { useKeptFocus } from './kept-focus.ts';
import { refusalText, troubleText } from './reminder-settings.tsx';

/** Offers notifications once, below the first feedback, and never on the first visit. */
export function ReminderOffer() {
  const isOffered = useSignal(mayOffer());
  const said = useSignal<(() => string) | undefined>(undefined);
  const answer = useRef<HTMLParagraphElement>(null);
  useKeptFocus(said.value === undefined, () => answer.current);
  if (!isOffered.value) return null;
  const choose = async (way: ReminderWay) => {
    noteOffered();
    if (way === 'off') {
      isOffered.value = false;
      return;
    }
    try {
      const outcome = await chooseWay(way);
      said.value = outcome === 'done' ? () => texts.value.offerDone : refusalText(outcome);
    } catch (error) {
      said.value = () => troubleText(error);
    }
  };
  const text = texts.value;
  return (
    <section class="card reminder-offer" aria-labelledby="reminder-offer-title">
      <h2 id="reminder-offer-title">{text.offerTitle}</h2>
      {said.value ? (
        <p ref={answer} tabIndex={-1}>
          {said.value()}
        </p>
      ) : (
        <>
          <p>{text.offerLead}</p>
          <p class="hint">{text.remindersHint}</p>
          <div class="actions">
            <button type="button" onClick={() => void choose('daily')}>
              {text.offerDaily}
            </button>
            <button type="button" onClick={() => void choose('ready')}>
              {text.offerReady}
            </button>
            <button type="button" class="quiet" onClick={() => void choose('off')}>
              {text.offerNo}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
