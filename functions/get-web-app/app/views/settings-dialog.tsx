import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isProblem } from '../../../../shared/client/trouble.ts';
import { momentText } from '../../../../shared/client/wording.ts';
import { nameMaximumCharacters } from '../../../../shared/contracts/limits.ts';
import { api } from '../state/client.ts';
import { consent, tellConsents, withdrawConsent } from '../state/consent.ts';
import { language, texts } from '../state/language.ts';
import { announce, errorText } from '../state/notices.ts';
import { changeSendsByItself, sendsByItself } from '../state/settings.ts';
import { keepStored } from '../state/stored.ts';
import { Dialog } from './dialog.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { Transfer } from './transfer.tsx';

/** The learner's name at the top, which opens what can be set. */
export function SettingsButton() {
  const name = useSignal('');
  const isOpen = useSignal(false);
  useEffect(() => {
    api.name().then(
      (known) => {
        name.value = known;
      },
      () => {
        // The topic list meets the same trouble and says so.
      },
    );
  }, []);
  if (name.value === '') return null;
  return (
    <>
      <button
        type="button"
        class="quiet name"
        aria-label={texts.value.nameButton(name.value)}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {name.value}
      </button>
      {isOpen.value && (
        <Dialog
          title={texts.value.settingsTitle}
          onClose={() => {
            isOpen.value = false;
          }}
        >
          <NameForm
            name={name.value}
            onSaved={(saved) => {
              name.value = saved;
              isOpen.value = false;
              keepStored('name', saved);
              announce(texts.value.nameSaved(saved));
            }}
          />
          <label class="switch">
            <input
              type="checkbox"
              checked={sendsByItself.value}
              onChange={(event) => changeSendsByItself(event.currentTarget.checked)}
            />
            <span>{texts.value.sendsByItself}</span>
          </label>
          <ConsentLine />
          <Transfer />
          <form method="dialog" class="actions">
            <button type="submit">{texts.value.close}</button>
          </form>
        </Dialog>
      )}
    </>
  );
}

interface NameFormProps {
  readonly name: string;
  readonly onSaved: (name: string) => void;
}

function NameForm({ name, onSaved }: NameFormProps) {
  const wanted = useSignal(name);
  const trouble = useSignal<(() => string) | undefined>(undefined);
  const save = async () => {
    const asked = wanted.value.trim();
    if (asked === '' || asked.length > nameMaximumCharacters || /\p{C}/u.test(asked)) {
      trouble.value = () => texts.value.nameWrong;
      return;
    }
    try {
      onSaved(await api.changeName(asked));
    } catch (error) {
      trouble.value = () => (isProblem(error, 400) ? texts.value.nameWrong : errorText(error));
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label for="name-input">{texts.value.nameLabel}</label>
      <input
        id="name-input"
        type="text"
        maxLength={2 * nameMaximumCharacters}
        autocomplete="nickname"
        aria-describedby="name-error"
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value;
        }}
      />
      <p id="name-error" class="alert" role="alert" hidden={!trouble.value}>
        {trouble.value?.()}
      </p>
      <div class="actions">
        <button type="submit" class="primary">
          {texts.value.nameSave}
        </button>
      </div>
    </form>
  );
}

function ConsentLine() {
  const text = texts.value;
  const given = consent.value;
  const none = useRef<HTMLParagraphElement>(null);
  useKeptFocus(given, () => none.current);
  if (!given) {
    return (
      <p ref={none} tabIndex={-1} class="hint consent-line">
        {text.consentNone}
      </p>
    );
  }
  const moment = momentText(given.at, language.value);
  return (
    <div class="consent-line">
      <p class="hint">
        {given.by === 'guardian' ? text.consentGivenByGuardian(moment) : text.consentGiven(moment)}
      </p>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          withdrawConsent();
          void tellConsents(api.changeConsents).catch(() => {});
          announce(text.consentWithdrawn);
        }}
      >
        {text.consentWithdraw}
      </button>
    </div>
  );
}
