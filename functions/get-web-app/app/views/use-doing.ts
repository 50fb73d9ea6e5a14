import { useSignal } from '@preact/signals';
import { errorText } from '../state/notices.ts';

/** One call at a time, and what went wrong with it, worded anew in each language. */
export function useDoing() {
  const trouble = useSignal<(() => string) | undefined>(undefined);
  const isBusy = useSignal(false);
  const doing = async (work: () => Promise<void>) => {
    if (isBusy.value) return;
    isBusy.value = true;
    trouble.value = undefined;
    try {
      await work();
    } catch (error) {
      trouble.value = () => errorText(error);
    }
    isBusy.value = false;
  };
  return { trouble, isBusy, doing };
}
