import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { api } from '../state/client.ts';
import { agreeTo, consent, consents, tellConsents } from '../state/consent.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce } from '../state/notices.ts';
import { Dialog } from './dialog.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { Alert, useAction } from './use-action.tsx';

interface DisputeProps {
  readonly lecture: Lecture;
  readonly keyPoint: number;
  /** Is called when something is judged once more. */
  readonly onLater: () => void;
}

/** Lets the learner disagree with a label, once for each key point, and shows what came of it. */
export function Dispute({ lecture, keyPoint, onLater }: DisputeProps) {
  const { disputeTitle, disputeOpen, disputeKinder, disputeSame } = messages.value;
  const isOpen = useSignal(false);
  const dispute = lecture.disagreements.findLast((each) => each.keyPoint === keyPoint);
  const answer = useRef<HTMLParagraphElement>(null);
  useKeptFocus(dispute?.status, () => answer.current);
  if (dispute?.status === 'IN_PROGRESS' || dispute?.status === 'SUCCESS') {
    const judged = dispute.isKinder ? disputeKinder : disputeSame;
    return (
      <p ref={answer} tabIndex={-1} class="hint" role="status">
        {dispute.status === 'SUCCESS' ? judged : disputeOpen}
      </p>
    );
  }
  return (
    <>
      {dispute && <p class="hint">{loopMessages.value.disputeFailed}</p>}
      <button
        type="button"
        class="quiet dispute"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {disputeTitle}
      </button>
      {isOpen.value && (
        <DisputeDialog
          lectureId={lecture.id}
          keyPoint={keyPoint}
          onClose={() => {
            isOpen.value = false;
          }}
          onLater={onLater}
        />
      )}
    </>
  );
}

interface DisputeDialogProps extends Omit<DisputeProps, 'lecture'> {
  readonly lectureId: number;
  readonly onClose: () => void;
}

function DisputeDialog({ lectureId, keyPoint, onClose, onLater }: DisputeDialogProps) {
  const { disputeTitle, disputeWhy, disputeComment, disputeSend, disputeOpen } = messages.value;
  const comment = useSignal('');
  const { trouble, isBusy, run } = useAction();
  const mayStudy = useSignal(false);
  /** All tries of this dialog have one key, so that they are one disagreement. */
  const key = useRef(crypto.randomUUID());
  const send = async () => {
    const said = comment.value.trim();
    await api.dispute(lectureId, { keyPoint, ...(said !== '' && { comment: said }) }, key.current);
    if (mayStudy.value) {
      agreeTo('DISPUTE_STUDIES', consent.value?.by ?? 'learner');
      void tellConsents(api.changeConsents).catch(() => {});
    }
    announce(disputeOpen);
    onClose();
    onLater();
  };
  return (
    <Dialog title={disputeTitle} onClose={onClose}>
      <p>{disputeWhy}</p>
      <label for="dispute-comment">{disputeComment}</label>
      <textarea
        id="dispute-comment"
        rows={3}
        value={comment.value}
        onInput={(event) => {
          comment.value = event.currentTarget.value;
        }}
      />
      <StudiesChoice
        isChosen={mayStudy.value}
        onChoose={(chosen) => {
          mayStudy.value = chosen;
        }}
      />
      <Alert words={trouble.value} />
      <form method="dialog" class="actions">
        <button
          type="button"
          class="primary"
          aria-disabled={isBusy.value}
          onClick={() => void run(send)}
        >
          {disputeSend}
        </button>
        <button type="submit">{texts.value.cancel}</button>
      </form>
    </Dialog>
  );
}

interface StudiesChoiceProps {
  readonly isChosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

/** Asks learners who have not agreed yet. The dispute is the same without it. */
function StudiesChoice({ isChosen, onChoose }: StudiesChoiceProps) {
  const text = loopTexts.value;
  if (consents.DISPUTE_STUDIES.value) return <p class="hint">{text.studiesGiven}</p>;
  const { consentPurposes, withGuardian } = messages.value;
  return (
    <>
      <label class="switch studies">
        <input
          type="checkbox"
          checked={isChosen}
          aria-describedby="studies-hint"
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
        <span>{text.studiesAsk}</span>
      </label>
      <p id="studies-hint" class="hint">
        {consentPurposes.DISPUTE_STUDIES} {text.studiesFree}
        {consent.value?.by !== 'learner' && ` ${withGuardian}`}
      </p>
    </>
  );
}
