import { useSignal } from '@preact/signals';
import { api } from '../state/client.ts';
import { texts } from '../state/language.ts';
import { loopTexts } from '../state/loop-texts.ts';
import { announce } from '../state/notices.ts';
import { showInstead, topicsHash } from '../state/screen.ts';
import { Dialog } from './dialog.tsx';
import { Alert, useAction } from './use-action.tsx';

/** Deletes a topic after the learner has confirmed it. */
export function RemoveTopic({ topicId }: { topicId: number }) {
  const text = loopTexts.value;
  const isAsked = useSignal(false);
  const { trouble, run } = useAction();
  const remove = async () => {
    await api.deleteTopic(topicId);
    announce(text.removed);
    showInstead(topicsHash);
  };
  return (
    <>
      <button
        type="button"
        class="quiet remove"
        onClick={() => {
          isAsked.value = true;
        }}
      >
        {text.remove}
      </button>
      {isAsked.value && (
        <Dialog
          title={text.removeTitle}
          onClose={() => {
            isAsked.value = false;
          }}
        >
          <p>{text.removeText}</p>
          <Alert words={trouble.value} />
          <form method="dialog" class="actions">
            <button type="button" class="danger" onClick={() => void run(remove)}>
              {text.remove}
            </button>
            <button type="submit">{texts.value.cancel}</button>
          </form>
        </Dialog>
      )}
    </>
  );
}
