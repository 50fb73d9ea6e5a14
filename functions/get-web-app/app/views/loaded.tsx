import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { errorText } from '../state/notices.ts';
import { useKeptFocus } from './kept-focus.ts';

interface LoadedProps<Value> {
  /** Is called once, and again where that failed and the learner wants it. */
  readonly load: () => Promise<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** What comes of a call, or why nothing did. */
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
  // The button is gone by then; who only waited is left where they are.
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
        {/* It stays while it is asked again, and so does the focus on it. */}
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
