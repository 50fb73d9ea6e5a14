import { useSignal } from '@preact/signals';
import { typedTransferCode } from '../../../../shared/client/account-calls.ts';
import { momentText } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { language, texts } from '../state/language.ts';
import { errorText } from '../state/notices.ts';
import { teachHash } from '../state/screen.ts';
import { outbox } from '../teaching/outbox.ts';

type Words = (() => string) | undefined;

/** How a learner comes to another device: a code is shown here and typed there, or the other way round. */
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
  const trouble = useSignal<Words>(undefined);
  const make = async () => {
    try {
      made.value = await api.makeTransferCode();
      trouble.value = undefined;
    } catch (error) {
      trouble.value = () => errorText(error);
    }
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
      <Trouble words={trouble.value} />
      <div class="actions">
        <button type="button" onClick={() => void make()}>
          {text.transferMake}
        </button>
      </div>
    </>
  );
}

function TypedCode() {
  const text = texts.value;
  const typed = useSignal('');
  const trouble = useSignal<Words>(undefined);
  const redeem = async () => {
    const digits = typedTransferCode(typed.value);
    if (digits === undefined) {
      trouble.value = () => texts.value.transferWrong;
      return;
    }
    // What waits here was given away by whoever uses this device until now.
    if (outbox.value.length > 0) {
      trouble.value = () => texts.value.transferUnsent;
      return;
    }
    try {
      await api.redeemTransferCode(digits);
      location.hash = teachHash;
      location.reload();
    } catch (error) {
      trouble.value = () => errorText(error);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void redeem();
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
      <Trouble words={trouble.value} />
      <div class="actions">
        <button type="submit">{text.transferUse}</button>
      </div>
    </form>
  );
}

const Trouble = ({ words }: { readonly words: Words }) => (
  <p class="alert" role="alert" hidden={!words}>
    {words?.()}
  </p>
);
