/** A decorative icon. The text beside it says the same. */
export function Icon({ name, paths }: { name: string; paths: readonly string[] }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}

export const tick = 'M5 12.5l4.5 4.5L19 7.5';
export const cross = 'M7 7l10 10M17 7L7 17';

/** The icon for days in a row. */
export function Flame() {
  return (
    <Icon
      name="flame"
      paths={[
        'M12 3c.6 3.2 5 5.6 5 10.2a5 5 0 0 1-10 0c0-2 .9-3.4 2-4.6c.3 1.5 1 2.3 1.8 2.6c-.4-3 .1-6 1.2-8.2z',
      ]}
    />
  );
}

/** The icon for the curious pupil. */
export function Pupil() {
  return (
    <Icon
      name="pupil-face"
      paths={[
        'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z',
        'M9 10v.6M15 10v.6',
        'M9 15c1.6 1.4 4.4 1.4 6 0',
      ]}
    />
  );
}

export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" width="28" height="28">
      <rect width="32" height="32" rx="9" />
      <path d="M7 9.5h18v11H15l-5 4.5v-4.5H7z" />
      <path d="M12 15.2l2.8 2.6 5.2-5" />
    </svg>
  );
}
