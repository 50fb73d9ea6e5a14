import { useSignal } from '@preact/signals';
import { typedTransferCode } from '../../../../shared/client/account-calls.ts';
import { momentText } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { language, texts } from '../state/language.ts';
import { teachHash } from '../state/screen.ts';
import { outbox } from '../teaching/outbox.ts';
import { Alert, useAction } from './use-action.tsx';

/** Moves a learner to another device: one device shows a code, and the learner types it on the other. */
export function Transfer() {
  return (
    <details class="transfer">
      <summary>{texts.value.transferTitle}</summary>
      <ShownCode />
      <TypedCode />
    </details>
  );
}

function ShownCode() {
  const text = texts.value;
  const made = useSignal<{ code: string; validUntil: string } | undefined>(undefined);
  const { trouble, run } = useAction();
  const make = async () => {
    made.value = await api.makeTransferCode();
  };
  return (
    <>
      <div role="status">
        {made.value && (
          <>
            <p class="transfer-code">{made.value.code}</p>
            <p class="hint">
              {text.transferShown(momentText(made.value.validUntil, language.value))}
            </p>
          </>
        )}
      </div>
      <Alert words={trouble.value} />
      <div class="actions">
        <button type="button" onClick={() => void run(make)}>
          {text.transferMake}
        </button>
      </div>
    </>
  );
}

function TypedCode() {
  const text = texts.value;
  const typed = useSignal('');
  const { trouble, run } = useAction();
  const redeem = () => {
    const digits = typedTransferCode(typed.value);
    if (digits === undefined) {
      trouble.value = () => texts.value.transferWrong;
      return;
    }
    // What waits here belongs to the learner who has used this device until now.
    if (outbox.value.length > 0) {
      trouble.value = () => texts.value.transferUnsent;
      return;
    }
    void run(async () => {
      await api.redeemTransferCode(digits);
      location.hash = teachHash;
      location.reload();
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        redeem();
      }}
    >
      <label for="transfer-input">{text.transferLabel}</label>
      <input
        id="transfer-input"
        type="text"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={40}
        aria-describedby="transfer-warning"
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <p id="transfer-warning" class="hint">
        {text.transferWarning}
      </p>
      <Alert words={trouble.value} />
      <div class="actions">
        <button type="submit">{text.transferUse}</button>
      </div>
    </form>
  );
}
