import { useEffect, useRef } from 'preact/hooks';
import { awaitingConsent } from '../state/consent.ts';
import { changeLanguage, language, texts } from '../state/language.ts';
import { announcement } from '../state/notices.ts';
import { recordsHash, type Screen, screen, teachHash, topicsHash } from '../state/screen.ts';
import { stageSettings } from '../state/settings.ts';
import { ConsentDialog } from './consent-dialog.tsx';
import { Logo } from './icon.tsx';
import { lazily } from './lazily.tsx';
import { SendingScreen } from './sending-screen.tsx';
import { SettingsButton } from './settings-dialog.tsx';
import { TeachScreen } from './teach-screen.tsx';

const LaterScreen = lazily(async () => (await import('./later-screen.tsx')).LaterScreen);

type Place = 'teach' | 'topics' | 'records';

/** Which link of the header a screen belongs to. */
const places: Record<Screen['name'], Place> = {
  teach: 'teach',
  sending: 'teach',
  topics: 'topics',
  'new-topic': 'topics',
  'shared-topic': 'topics',
  topic: 'topics',
  lecture: 'records',
  records: 'records',
  league: 'records',
};

/** The whole app: a frame with the current screen in it. */
export function App() {
  const shown = screen.value;
  const main = useRef<HTMLElement>(null);
  useScreenChange(shown, main);
  return (
    <>
      {/* This is not a link, because what follows `#` names a screen. */}
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {texts.value.skip}
      </button>
      <StandInBanner />
      <Header place={places[shown.name]} />
      <main ref={main} id="main" tabIndex={-1}>
        <ShownScreen shown={shown} />
      </main>
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
      {awaitingConsent.value && <ConsentDialog />}
    </>
  );
}

function ShownScreen({ shown }: { shown: Screen }) {
  switch (shown.name) {
    case 'teach':
      return <TeachScreen />;
    case 'sending':
      return <SendingScreen key={shown.unsentId} unsentId={shown.unsentId} />;
    default:
      return <LaterScreen shown={shown} />;
  }
}

/** A new screen begins at its top, and a screen reader reads its title first. */
function useScreenChange(shown: Screen, main: { readonly current: HTMLElement | null }): void {
  const before = useRef(shown);
  useEffect(() => {
    // The first screen leaves the focus where the browser has it.
    if (before.current === shown) return;
    before.current = shown;
    scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [shown, main]);
}

function StandInBanner() {
  if (!stageSettings.value?.standIn) return null;
  return (
    <aside class="banner">
      <details>
        <summary>{texts.value.standInTitle}</summary>
        <p>{texts.value.standInDetail}</p>
      </details>
    </aside>
  );
}

function Header({ place }: { place: Place }) {
  const { screens, toTeach, toTopics, toRecords, otherLanguage } = texts.value;
  const links = [
    { name: 'teach', hash: teachHash, text: toTeach },
    { name: 'topics', hash: topicsHash, text: toTopics },
    { name: 'records', hash: recordsHash, text: toRecords },
  ];
  const other = language.value === 'ko' ? 'en' : 'ko';
  return (
    <header class="top">
      <a class="brand" href={teachHash} aria-label="Learning Mate">
        <Logo />
        <span>Learning Mate</span>
      </a>
      <div class="account">
        <SettingsButton />
        <button type="button" class="quiet" lang={other} onClick={() => changeLanguage(other)}>
          {otherLanguage}
        </button>
      </div>
      <nav aria-label={screens}>
        {links.map(({ name, hash, text }) => (
          <a key={name} href={hash} aria-current={place === name ? 'page' : undefined}>
            {text}
          </a>
        ))}
      </nav>
    </header>
  );
}
