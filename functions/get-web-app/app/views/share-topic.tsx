import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { OwnTopic, TopicShare } from '../../../../shared/client/answers.ts';
import { liveShare } from '../../../../shared/client/loop-wording.ts';
import { momentText } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { consent } from '../state/consent.ts';
import { language, messages } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce } from '../state/notices.ts';
import { useKeptFocus } from './kept-focus.ts';
import { Alert, useAction } from './use-action.tsx';

/** Makes a code by which others take the topic as it is now, and lets the learner stop that. */
export function ShareTopic({ topic }: { topic: OwnTopic }) {
  const text = loopTexts.value;
  const { share: title, shareWhy } = loopMessages.value;
  const share = useSignal(liveShare(topic, Date.now()));
  const { trouble, isBusy, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useKeptFocus(share.value === undefined, () => heading.current);
  const make = () =>
    run(async () => {
      share.value = await api.shareTopic(topic.id);
      announce(text.shareMade);
    });
  const stop = () =>
    run(async () => {
      await api.stopSharing(topic.id);
      share.value = undefined;
      announce(loopMessages.value.shareStopped);
    });
  const copy = (code: string) =>
    navigator.clipboard.writeText(code).then(
      () => announce(text.shareCopied),
      () => {
        trouble.value = () => loopTexts.value.shareNotCopied;
      },
    );
  const whyNot = whyNotShared(topic);
  return (
    <section class="card share" aria-labelledby="share-title">
      <h2 ref={heading} id="share-title" tabIndex={-1}>
        {title}
      </h2>
      <p class="hint">{whyNot ?? shareWhy}</p>
      {share.value && <ShownShare share={share.value} />}
      <Alert words={trouble.value} />
      <ShareActions
        {...{ copy, make, stop }}
        code={share.value?.code}
        mayMake={whyNot === undefined}
        isBusy={isBusy.value}
      />
    </section>
  );
}

interface ShareActionsProps {
  readonly code: string | undefined;
  readonly mayMake: boolean;
  readonly isBusy: boolean;
  readonly copy: (code: string) => Promise<void>;
  readonly make: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

function ShareActions({ code, mayMake, isBusy, copy, make, stop }: ShareActionsProps) {
  const text = loopTexts.value;
  if (code === undefined && !mayMake) return null;
  return (
    <div class="actions">
      {/* Browsers have a clipboard only over https. Elsewhere the learner writes the code down. */}
      {code !== undefined && navigator.clipboard !== undefined && (
        <button type="button" class="primary" onClick={() => void copy(code)}>
          {text.shareCopy}
        </button>
      )}
      {mayMake && (
        <button type="button" aria-disabled={isBusy} onClick={() => void make()}>
          {code === undefined ? text.shareMake : text.shareRenew}
        </button>
      )}
      {code !== undefined && (
        <button type="button" aria-disabled={isBusy} onClick={() => void stop()}>
          {text.shareStop}
        </button>
      )}
    </div>
  );
}

/** Why this topic cannot be shared, as far as this device knows. */
function whyNotShared({ takenDown }: OwnTopic): string | undefined {
  if (takenDown) return messages.value.problems.TAKEN_DOWN;
  return consent.value?.by === 'guardian' ? messages.value.problems.NOT_BEFORE_14 : undefined;
}

function ShownShare({ share: { code, expiresAt } }: { share: TopicShare }) {
  return (
    <>
      <p class="transfer-code share-code">{code}</p>
      {expiresAt !== undefined && (
        <p class="hint">{loopMessages.value.shareUntil(momentText(expiresAt, language.value))}</p>
      )}
    </>
  );
}
