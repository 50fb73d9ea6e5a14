import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isProblem } from '../../../../shared/client/trouble.ts';
import { momentText } from '../../../../shared/client/wording.ts';
import type { ConsentPurpose } from '../../../../shared/contracts/consents.ts';
import { nameMaximumCharacters } from '../../../../shared/contracts/limits.ts';
import { api } from '../state/client.ts';
import { type Consent, consents, tellConsents, withdraw } from '../state/consent.ts';
import { language, messages, texts } from '../state/language.ts';
import { announce, errorText } from '../state/notices.ts';
import { changeSendsByItself, sendsByItself } from '../state/settings.ts';
import { keepStored, readStored } from '../state/stored.ts';
import { Dialog } from './dialog.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { ReminderSettings } from './reminder-settings.tsx';
import { Transfer } from './transfer.tsx';
import { Alert, type Words } from './use-action.tsx';

/** The learner's name at the top, which opens the settings. */
export function SettingsButton() {
  // The settings work without a network too, so the button shows the name that this browser keeps.
  const name = useSignal(readStored('name') ?? '');
  const isOpen = useSignal(false);
  useEffect(() => {
    api.name().then(
      (known) => {
        name.value = known;
      },
      () => {
        // The topic list has the same trouble and says so.
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
          <ReminderSettings />
          <ConsentLines />
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
  const trouble = useSignal<Words | undefined>(undefined);
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
      <Alert id="name-error" words={trouble.value} />
      <div class="actions">
        <button type="submit" class="primary">
          {texts.value.nameSave}
        </button>
      </div>
    </form>
  );
}

/** Each purpose that the learner agreed to, and the button that withdraws it. */
function ConsentLines() {
  const text = texts.value;
  const given = consents.PROCESSING_ABROAD.value;
  const none = useRef<HTMLParagraphElement>(null);
  useKeptFocus(given, () => none.current);
  const studies = consents.DISPUTE_STUDIES.value;
  const beforeStudies = useRef<HTMLDivElement>(null);
  useKeptFocus(studies, () => beforeStudies.current);
  return (
    <div ref={beforeStudies} tabIndex={-1}>
      {given ? (
        <ConsentLine purpose="PROCESSING_ABROAD" given={given} done={text.consentWithdrawn} />
      ) : (
        <p ref={none} tabIndex={-1} class="hint consent-line">
          {text.consentNone}
        </p>
      )}
      {studies && (
        <ConsentLine
          purpose="DISPUTE_STUDIES"
          given={studies}
          done={text.studiesWithdrawn}
          about={messages.value.consentPurposes.DISPUTE_STUDIES}
        />
      )}
    </div>
  );
}

interface ConsentLineProps {
  readonly purpose: ConsentPurpose;
  readonly given: Consent;
  /** What is announced once the consent is withdrawn. */
  readonly done: string;
  /** What the consent is for, where no screen of its own says so. */
  readonly about?: string;
}

function ConsentLine({ purpose, given, done, about }: ConsentLineProps) {
  const text = texts.value;
  const moment = momentText(given.at, language.value);
  const who =
    given.by === 'guardian' ? text.consentGivenByGuardian(moment) : text.consentGiven(moment);
  return (
    <div class="consent-line">
      <p class="hint">{about === undefined ? who : `${about} ${who}`}</p>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          withdraw(purpose);
          void tellConsents(api.changeConsents).catch(() => {});
          announce(done);
        }}
      >
        {text.consentWithdraw}
      </button>
    </div>
  );
}
