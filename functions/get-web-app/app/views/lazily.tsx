import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { useKeptFocus } from './kept-focus.ts';

/** A screen whose code is loaded when it is first shown. The service worker keeps it with the other files. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const loaded = signal<{ readonly Screen: ComponentType<Props> } | undefined>(undefined);
  const isMissing = signal(false);
  const ask = () =>
    load().then(
      (Screen) => {
        loaded.value = { Screen };
      },
      () => {
        isMissing.value = true;
      },
    );
  return function Lazy(props: Props) {
    const place = useRef<HTMLDivElement>(null);
    const found = loaded.value;
    const isFound = found !== undefined;
    useEffect(() => {
      if (!isFound) void ask();
    }, [isFound]);
    // The title that stood here until now had the focus.
    useKeptFocus(isFound, () => place.current?.querySelector('h1'));
    if (found) {
      return (
        <div ref={place}>
          <found.Screen {...props} />
        </div>
      );
    }
    return (
      <section>
        <h1 tabIndex={-1}>{isMissing.value ? texts.value.screenMissing : texts.value.loading}</h1>
        {isMissing.value && (
          <div class="actions">
            {/* A browser remembers that an import failed, so only a reload tries it again. */}
            <button type="button" class="primary" onClick={() => location.reload()}>
              {texts.value.reload}
            </button>
          </div>
        )}
      </section>
    );
  };
}
