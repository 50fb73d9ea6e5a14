import { useEffect, useRef } from 'preact/hooks';

/**
 * Where what had the focus went away with a change, what came in its place has it: whoever uses a
 * keyboard or hears the page is not sent back to its start.
 */
export function useKeptFocus(changing: unknown, find: () => HTMLElement | null | undefined): void {
  const before = useRef(changing);
  useEffect(() => {
    if (before.current === changing) return;
    before.current = changing;
    if (document.activeElement === document.body) find()?.focus();
  }, [changing]);
}
