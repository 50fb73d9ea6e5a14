import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { errorText } from '../state/notices.ts';

interface LoadedProps<Value> {
  /** Is called once, and again where that failed and the learner wants it. */
  readonly load: () => Promise<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** What comes of a call, or why nothing did. */
export function Loaded<Value>({ load, children }: LoadedProps<Value>) {
  const found = useSignal<{ readonly value: Value } | undefined>(undefined);
  const trouble = useSignal<unknown>(undefined);
  const ask = async () => {
    trouble.value = undefined;
    try {
      found.value = { value: await load() };
    } catch (error) {
      trouble.value = error;
    }
  };
  useEffect(() => void ask(), []);
  if (found.value) return <>{children(found.value.value)}</>;
  if (trouble.value === undefined) return <p class="hint">{texts.value.loading}</p>;
  return (
    <div class="card">
      <p class="alert" role="alert">
        {errorText(trouble.value)}
      </p>
      <p class="actions">
        <button type="button" onClick={() => void ask()}>
          {texts.value.retry}
        </button>
      </p>
    </div>
  );
}
