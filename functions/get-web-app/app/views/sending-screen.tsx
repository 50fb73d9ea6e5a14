import { useEffect } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { announce } from '../state/notices.ts';
import { teachHash } from '../state/screen.ts';
import { outbox } from '../teaching/outbox.ts';
import { outgoing } from '../teaching/teach.ts';
import { WorkCard } from './steps.tsx';

/** Shows something that is being sent. The screen of its lecture then takes the place of this one. */
export function SendingScreen({ unsentId }: { unsentId: string }) {
  const text = texts.value;
  const item = outbox.value.find(({ unsent }) => unsent.id === unsentId);
  const isWaiting = item !== undefined && !item.isSending;
  useEffect(() => {
    if (isWaiting) announce(texts.value.unsentTitle);
  }, [isWaiting]);
  return (
    <section aria-labelledby="lecture-title">
      <h1 id="lecture-title" tabIndex={-1}>
        {item?.unsent.topicName ?? text.sending}
      </h1>
      <div class="lecture-body">
        {item === undefined ? (
          <>
            <p class="hint">{text.unsentGone}</p>
            <div class="actions">
              <a class="button" href={teachHash}>
                {text.toTeach}
              </a>
            </div>
          </>
        ) : isWaiting ? (
          <>
            <section class="card ended">
              <h2>{text.unsentTitle}</h2>
              <p>{text.unsentHint}</p>
            </section>
            <div class="actions">
              <button type="button" class="primary" onClick={() => outgoing.send(unsentId)}>
                {text.unsentNow}
              </button>
              <button type="button" onClick={() => void outgoing.takeBack(unsentId)}>
                {text.unsentBack}
              </button>
            </div>
          </>
        ) : (
          <>
            <WorkCard
              title={text.sending}
              hint={item.unsent.kind === 'text' ? text.workingHint : text.sendingHint}
              isText={item.unsent.kind === 'text'}
              stage={item.unsent.kind === 'text' ? undefined : 'WAITING_FOR_UPLOAD'}
              uploadedShare={item.unsent.kind === 'text' ? undefined : item.share}
            />
            <div class="actions">
              <button type="button" onClick={() => void outgoing.takeBack(unsentId)}>
                {text.cancel}
              </button>
            </div>
          </>
        )}
      </div>
    </section>
  );
}
