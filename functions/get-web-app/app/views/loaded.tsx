import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { errorText } from '../state/notices.ts';
import { useKeptFocus } from './kept-focus.ts';

interface LoadedProps<Value> {
  /** Is called once, and again when it failed and the learner wants another try. */
  readonly load: () => Promise<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** Shows the result of a call, or why there is none. */
export function Loaded<Value>({ load, children }: LoadedProps<Value>) {
  const found = useSignal<{ readonly value: Value } | undefined>(undefined);
  const trouble = useSignal<unknown>(undefined);
  const isAsking = useSignal(false);
  const wasAskedAgain = useRef(false);
  const place = useRef<HTMLDivElement>(null);
  const ask = async () => {
    if (isAsking.value) return;
    isAsking.value = true;
    try {
      found.value = { value: await load() };
    } catch (error) {
      trouble.value = error;
    }
    isAsking.value = false;
  };
  useEffect(() => void ask(), []);
  const isFound = found.value !== undefined;
  // The button that was pressed is gone by then. A learner who only waited keeps their focus.
  useKeptFocus(isFound, () => (wasAskedAgain.current ? place.current : undefined));
  if (found.value) {
    return (
      <div ref={place} class="loaded" tabIndex={-1}>
        {children(found.value.value)}
      </div>
    );
  }
  if (trouble.value === undefined) return <p class="hint">{texts.value.loading}</p>;
  return (
    <div class="card">
      <p class="alert" role="alert">
        {!isAsking.value && errorText(trouble.value)}
      </p>
      <p class="actions">
        {/* The button stays during the next try, so that it keeps the focus. */}
        <button
          type="button"
          aria-disabled={isAsking.value}
          onClick={() => {
            wasAskedAgain.current = true;
            void ask();
          }}
        >
          {isAsking.value ? texts.value.loading : texts.value.retry}
        </button>
      </p>
    </div>
  );
}
