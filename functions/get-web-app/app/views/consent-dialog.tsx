import { useState } from 'preact/hooks';
import { awaitingConsent, giveConsent } from '../state/consent.ts';
import { language, texts } from '../state/language.ts';
import { stageSettings } from '../state/settings.ts';
import { Dialog } from './dialog.tsx';

/** Says what goes to whom and for how long, before anything of the learner's is sent. */
export function ConsentDialog() {
  const text = texts.value;
  const [isYoung, setYoung] = useState(false);
  return (
    <Dialog
      title={text.consentTitle}
      onClose={() => {
        awaitingConsent.value = undefined;
      }}
    >
      <ul class="facts">
        {facts().map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {isYoung ? (
        <>
          <p class="hint">{text.consentGuardianHint}</p>
          <div class="actions stacked">
            <button type="button" class="primary" onClick={() => giveConsent('guardian')}>
              {text.consentGuardian}
            </button>
            <button type="button" onClick={() => setYoung(false)}>
              {text.consentBack}
            </button>
          </div>
        </>
      ) : (
        <div class="actions stacked">
          <button type="button" class="primary" onClick={() => giveConsent('learner')}>
            {text.consentAgree}
          </button>
          <button type="button" onClick={() => setYoung(true)}>
            {text.consentYoung}
          </button>
        </div>
      )}
    </Dialog>
  );
}

function facts(): readonly string[] {
  const text = texts.value;
  const settings = stageSettings.value;
  const listed = (hosts: readonly string[] = []) =>
    new Intl.ListFormat(language.value, { type: 'disjunction' }).format(
      hosts.length > 0 ? hosts : ['AI'],
    );
  const goes = settings?.standIn
    ? [text.consentStandIn]
    : [
        text.consentVoice(listed(settings?.hearers)),
        text.consentTranscript(listed(settings?.assessors)),
      ];
  const kept = settings ? text.consentKept(settings.recordingDays) : text.consentKeptUnknown;
  return [...goes, kept, text.consentNot];
}
