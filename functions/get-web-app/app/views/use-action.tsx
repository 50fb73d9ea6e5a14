import { useSignal } from '@preact/signals';
import { errorText } from '../state/notices.ts';

/** Words for a learner, as a function, so that they follow the chosen language. */
export type Words = () => string;

/** Runs one call at a time, and keeps what went wrong with it. */
export function useAction() {
  const trouble = useSignal<Words | undefined>(undefined);
  const isBusy = useSignal(false);
  const run = async (work: () => Promise<void>) => {
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
  return { trouble, isBusy, run };
}

interface AlertProps {
  /** Is given where a field is described by the alert. */
  readonly id?: string;
  readonly words: Words | undefined;
}

/** What is wrong. The element stays while nothing is, so that screen readers notice a change. */
export const Alert = ({ id, words }: AlertProps) => (
  <p id={id} class="alert" role="alert" hidden={!words}>
    {words?.()}
  </p>
);
