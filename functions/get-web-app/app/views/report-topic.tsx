import { useSignal } from '@preact/signals';
import type { ReportReason } from '../../../../shared/contracts/shared-topics.ts';
import { api } from '../state/client.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce } from '../state/notices.ts';
import { Dialog } from './dialog.tsx';
import { Alert, useAction } from './use-action.tsx';

/** Reports a shared topic to the operators. */
export function ReportTopic({ code }: { code: string }) {
  return <Report code={code} title={loopMessages.value.report} />;
}

interface ReportProps {
  readonly code: string;
  readonly title: string;
  /** The button's short text; screen readers read the title. @default the title */
  readonly label?: string;
  /** Reasons that make no sense for it. */
  readonly without?: readonly ReportReason[];
}

/** Reports to the operators what somebody shows under a code, with a reason. */
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
  const { trouble, run } = useAction();
  const isReason = (name: string): name is ReportReason => Object.hasOwn(reportReasons, name);
  const send = () => {
    const chosen = reason.value;
    if (chosen === undefined) {
      trouble.value = () => loopTexts.value.reasonMissing;
      return;
    }
    void run(async () => {
      await api.reportSharedTopic(code, chosen);
      announce(reported);
      onClose();
    });
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
      <Alert words={trouble.value} />
      <form method="dialog" class="actions">
        <button type="button" class="primary" onClick={send}>
          {loopTexts.value.reportSend}
        </button>
        <button type="submit">{texts.value.cancel}</button>
      </form>
    </Dialog>
  );
}
