import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { SharedTopic } from '../../../../shared/client/answers.ts';
import { typedTopicCode } from '../../../../shared/client/loop-wording.ts';
import { api } from '../state/client.ts';
import { texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce } from '../state/notices.ts';
import { showInstead, topicHash, topicsHash } from '../state/screen.ts';
import { CardLines } from './card-lines.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { ReportTopic } from './report-topic.tsx';
import { TopicPoints } from './topic-points.tsx';
import { Alert, useAction } from './use-action.tsx';

interface Found {
  /** The code by which the topic was found. */
  readonly code: string;
  readonly topic: SharedTopic;
}

/** Finds somebody's topic by its code. The learner looks at it and may make it their own. */
export function SharedTopicScreen() {
  const found = useSignal<Found | undefined>(undefined);
  const title = useRef<HTMLHeadingElement>(null);
  useKeptFocus(found.value, () => title.current);
  return (
    <section id="shared-topic" aria-labelledby="shared-topic-title">
      <p class="path">
        <a href={topicsHash}>{texts.value.toTopics}</a>
      </p>
      <h1 ref={title} id="shared-topic-title" tabIndex={-1}>
        {found.value?.topic.title ?? loopTexts.value.topicsByCode}
      </h1>
      <div class="narrow">
        {found.value ? (
          <FoundTopic {...found.value} />
        ) : (
          <CodeForm
            onFound={(next) => {
              found.value = next;
            }}
          />
        )}
      </div>
    </section>
  );
}

function CodeForm({ onFound }: { onFound: (found: Found) => void }) {
  const { codeLabel } = loopMessages.value;
  const typed = useSignal('');
  const { trouble, isBusy, run } = useAction();
  const look = () => {
    const code = typedTopicCode(typed.value);
    if (code === undefined) {
      trouble.value = () => loopMessages.value.codeWrong;
      return;
    }
    void run(async () => onFound({ code, topic: await api.sharedTopic(code) }));
  };
  return (
    <form
      class="card form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <label for="topic-code">{codeLabel}</label>
      <input
        id="topic-code"
        type="text"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxLength={40}
        aria-describedby="topic-code-error"
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <Alert id="topic-code-error" words={trouble.value} />
      <div class="actions">
        <button type="submit" class="primary" aria-disabled={isBusy.value}>
          {loopTexts.value.codeLook}
        </button>
      </div>
    </form>
  );
}

function FoundTopic({ code, topic }: Found) {
  const text = loopTexts.value;
  const { trouble, isBusy, run } = useAction();
  const copy = () =>
    run(async () => {
      const own = await api.copySharedTopic(code);
      announce(text.copyDone);
      showInstead(topicHash(own.id));
    });
  return (
    <>
      <section class="card prep" aria-labelledby="shared-card-title">
        <h2 id="shared-card-title">{text.cardTitle}</h2>
        {topic.card && <CardLines card={topic.card} />}
        <Alert words={trouble.value} />
        <p class="actions">
          <button
            type="button"
            class="primary"
            aria-disabled={isBusy.value}
            onClick={() => void copy()}
          >
            {text.copyTopic}
          </button>
        </p>
      </section>
      <TopicPoints topic={topic} />
      <ReportTopic code={code} />
    </>
  );
}
