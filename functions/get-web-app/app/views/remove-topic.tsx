import { useSignal } from '@preact/signals';
import { api } from '../state/client.ts';
import { texts } from '../state/language.ts';
import { loopTexts } from '../state/loop-texts.ts';
import { announce, errorText } from '../state/notices.ts';
import { showInstead, topicsHash } from '../state/screen.ts';
import { Dialog } from './dialog.tsx';

/** Deletes a topic, once that was said twice. */
export function RemoveTopic({ topicId }: { topicId: number }) {
  const text = loopTexts.value;
  const isAsked = useSignal(false);
  const trouble = useSignal<unknown>(undefined);
  const remove = async () => {
    trouble.value = undefined;
    try {
      await api.deleteTopic(topicId);
      announce(text.removed);
      showInstead(topicsHash);
    } catch (error) {
      trouble.value = error;
    }
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
          {trouble.value !== undefined && (
            <p class="alert" role="alert">
              {errorText(trouble.value)}
            </p>
          )}
          <form method="dialog" class="actions">
            <button type="button" class="danger" onClick={() => void remove()}>
              {text.remove}
            </button>
            <button type="submit">{texts.value.cancel}</button>
          </form>
        </Dialog>
      )}
    </>
  );
}
