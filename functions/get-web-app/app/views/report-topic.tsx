import { useSignal } from '@preact/signals';
import type { ReportReason } from '../../../../shared/contracts/shared-topics.ts';
import { api } from '../state/client.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce, errorText } from '../state/notices.ts';
import { Dialog } from './dialog.tsx';

/** Tells the operators of a shared topic. */
export function ReportTopic({ code }: { code: string }) {
  return <Report code={code} title={loopMessages.value.report} />;
}

interface ReportProps {
  readonly code: string;
  readonly title: string;
  /** What the button shows; the title says it whole. @default the title */
  readonly label?: string;
  /** Reasons that make no sense of it. */
  readonly without?: readonly ReportReason[];
}

/** Tells the operators of what somebody shows by a code, for one of the reasons that there are. */
export function Report({ code, title, label, without = [] }: ReportProps) {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="quiet remove"
        aria-label={label && title}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {label ?? title}
      </button>
      {isOpen.value && (
        <ReportDialog
          {...{ code, title, without }}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function ReportDialog({
  code,
  title,
  without,
  onClose,
}: Required<Omit<ReportProps, 'label'>> & { readonly onClose: () => void }) {
  const { reported } = loopMessages.value;
  const { reportReasons } = messages.value;
  const reason = useSignal<ReportReason | undefined>(undefined);
  const trouble = useSignal<(() => string) | undefined>(undefined);
  const isReason = (name: string): name is ReportReason => Object.hasOwn(reportReasons, name);
  const send = async () => {
    if (reason.value === undefined) {
      trouble.value = () => loopTexts.value.reasonMissing;
      return;
    }
    try {
      await api.reportSharedTopic(code, reason.value);
      announce(reported);
      onClose();
    } catch (error) {
      trouble.value = () => errorText(error);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <fieldset class="reasons">
        <legend>{loopTexts.value.reasonLegend}</legend>
        {Object.keys(reportReasons)
          .filter(isReason)
          .filter((name) => !without.includes(name))
          .map((name) => (
            <label key={name} class="choice">
              <input
                type="radio"
                name="report-reason"
                checked={reason.value === name}
                onChange={() => {
                  reason.value = name;
                }}
              />
              <span>{reportReasons[name]}</span>
            </label>
          ))}
      </fieldset>
      {trouble.value && (
        <p class="alert" role="alert">
          {trouble.value()}
        </p>
      )}
      <form method="dialog" class="actions">
        <button type="button" class="primary" onClick={() => void send()}>
          {loopTexts.value.reportSend}
        </button>
        <button type="submit">{texts.value.cancel}</button>
      </form>
    </Dialog>
  );
}
