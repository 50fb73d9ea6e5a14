import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { useKeptFocus } from './kept-focus.ts';

/** A screen whose code is asked for when it is first shown; the service worker keeps it with the rest. */
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
    // What had the focus was the title of this place.
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
            {/* Browsers remember for a page that a part of it could not be had. */}
            <button type="button" class="primary" onClick={() => location.reload()}>
              {texts.value.reload}
            </button>
          </div>
        )}
      </section>
    );
  };
}
