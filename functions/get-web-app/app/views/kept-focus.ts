import { useEffect, useRef } from 'preact/hooks';

/**
 * When a change removes the element that had the focus, the focus moves to what came in its place. A
 * learner with a keyboard or a screen reader is then not sent back to the start of the page.
 */
export function useKeptFocus(changing: unknown, find: () => HTMLElement | null | undefined): void {
  const before = useRef(changing);
  useEffect(() => {
    if (before.current === changing) return;
    before.current = changing;
    if (document.activeElement === document.body) find()?.focus();
  }, [changing]);
}
