import { useEffect, useRef, useState } from 'preact/hooks';
import { sizeText } from '../../../../shared/client/wording.ts';
import { texts } from '../state/language.ts';
import { listening, type Take } from '../teaching/draft.ts';
import { dropTake, secondsToSend, sendTake, stopCountdown } from '../teaching/teach.ts';
import { clockText } from './numbers.ts';

/** A recording before it is sent. The learner listens to it, sends it or drops it. */
export function TakePanel({ take }: { take: Take }) {
  const text = texts.value;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.scrollIntoView({ block: 'nearest' });
  }, [take.id]);
  const size = sizeText(take.recording.size);
  const found = listening.value;
  return (
    <div class="panel">
      <h2 ref={title} tabIndex={-1}>
        {text.takeTitle}
      </h2>
      <p class="take-note">
        {take.name === undefined
          ? text.takeRecorded(clockText(take.seconds ?? 0), size)
          : text.takeFile(take.name, size)}
      </p>
      <div class="actions">
        <button type="button" class="primary" onClick={sendTake}>
          {text.takeSend}
        </button>
        <button type="button" onClick={dropTake}>
          {text.takeDrop}
        </button>
      </div>
      {/* What comes and goes stands below the buttons, so that they do not move away under a finger. */}
      <Countdown />
      <p class="alert take-warning" role="alert" hidden={!(found in text.takeTroubles)}>
        {found !== 'fine' && found !== 'listening' && text.takeTroubles[found]}
      </p>
      <Player recording={take.recording} />
    </div>
  );
}

function Countdown() {
  const seconds = secondsToSend.value;
  if (seconds === undefined) return null;
  return (
    <div class="countdown">
      <p role="status">{texts.value.takeSoon(seconds)}</p>
      <button type="button" onClick={stopCountdown}>
        {texts.value.takeWait}
      </button>
    </div>
  );
}

function Player({ recording }: { recording: Blob }) {
  const [source, setSource] = useState<string>();
  // A browser may not play every type that it may send.
  const [isPlayable, setPlayable] = useState(true);
  useEffect(() => {
    const url = URL.createObjectURL(recording);
    setSource(url);
    setPlayable(true);
    return () => URL.revokeObjectURL(url);
  }, [recording]);
  if (!isPlayable || source === undefined) return null;
  // biome-ignore lint/a11y/useMediaCaption: what the learner has just said has no captions yet
  return <audio controls src={source} onError={() => setPlayable(false)} />;
}
