import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { OwnTopic } from '../../../../shared/client/answers.ts';
import { topicFailureText, topicStatusText } from '../../../../shared/client/loop-wording.ts';
import { ownTopicsPlace } from '../../../../shared/contracts/own-topic-limits.ts';
import { makeFrom } from '../own-topics/new-topic.ts';
import { api, topicPreparation } from '../state/client.ts';
import { language, messages, texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce, errorText } from '../state/notices.ts';
import { topicsHash } from '../state/screen.ts';
import { teachWhole } from '../teaching/teach-on.ts';
import { CardLines } from './card-lines.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { RemoveTopic } from './remove-topic.tsx';
import { ReportTopic } from './report-topic.tsx';
import { ShareTopic } from './share-topic.tsx';
import { TopicEditor } from './topic-editor.tsx';
import { TopicPoints } from './topic-points.tsx';
import { Alert, type Words } from './use-action.tsx';

/** One of the learner's own topics, watched until it is prepared. */
export function TopicScreen({ topicId }: { topicId: number }) {
  const topic = useSignal<OwnTopic | undefined>(undefined);
  const trouble = useSignal<Words | undefined>(undefined);
  const tries = useSignal(0);
  const isEdited = useSignal(false);
  const title = useRef<HTMLHeadingElement>(null);
  useKeptFocus(isEdited.value, () => title.current);
  useKeptFocus(trouble.value === undefined, () => title.current);
  useEffect(() => {
    const leaving = new AbortController();
    const seen = (next: OwnTopic) => {
      if (topic.value?.status === 'PREPARING' && next.status === 'READY') {
        announce(loopTexts.value.prepared);
      }
      topic.value = next;
    };
    const watch = async () => {
      const first = await api.ownTopic(topicId);
      leaving.signal.throwIfAborted();
      await topicPreparation.watch(first, { seen, signal: leaving.signal });
    };
    watch().catch((error: unknown) => {
      if (leaving.signal.aborted) return;
      trouble.value = () => errorText(error);
    });
    // The topic is prepared further without this screen.
    return () => leaving.abort();
  }, [topicId, tries.value]);
  const shown = topic.value;
  return (
    <section id="own-topic" aria-labelledby="own-topic-title">
      <p class="path">
        <a href={topicsHash}>{texts.value.toTopics}</a>
      </p>
      <h1 ref={title} id="own-topic-title" tabIndex={-1}>
        {shown?.title ?? (trouble.value === undefined ? texts.value.loading : texts.value.toTopics)}
      </h1>
      <div class="lecture-body narrow">
        {trouble.value !== undefined && (
          <>
            <Alert words={trouble.value} />
            <p class="actions">
              <button
                type="button"
                class="primary"
                onClick={() => {
                  trouble.value = undefined;
                  tries.value += 1;
                }}
              >
                {texts.value.retry}
              </button>
            </p>
          </>
        )}
        {shown &&
          (isEdited.value ? (
            <TopicEditor
              topic={shown}
              onDone={(saved) => {
                isEdited.value = false;
                if (saved) topic.value = { ...shown, ...saved };
              }}
            />
          ) : (
            <TopicCards
              topic={shown}
              onEdit={() => {
                isEdited.value = true;
              }}
            />
          ))}
      </div>
    </section>
  );
}

function TopicCards({ topic, onEdit }: { topic: OwnTopic; onEdit: () => void }) {
  const text = loopTexts.value;
  if (topic.status === 'PREPARING') {
    return (
      <section class="card work">
        <h2>{text.preparing}</h2>
        <progress aria-label={topicStatusText(topic.status, loopMessages.value)} />
        <p class="hint">{text.preparingHint}</p>
      </section>
    );
  }
  return (
    <>
      {topic.status === 'READY' ? (
        <ReadyTopic topic={topic} onEdit={onEdit} />
      ) : (
        <Failed topic={topic} />
      )}
      {topic.notes && (
        <details class="card transcript">
          <summary>{loopMessages.value.notes}</summary>
          <p>{topic.notes}</p>
        </details>
      )}
      {topic.copiedFrom !== undefined && (
        <div>
          <p class="hint">{loopMessages.value.copiedFrom(topic.copiedFrom)}</p>
          <ReportTopic code={topic.copiedFrom} />
        </div>
      )}
      <RemoveTopic topicId={topic.id} />
    </>
  );
}

function ReadyTopic({ topic, onEdit }: { topic: OwnTopic; onEdit: () => void }) {
  const text = loopTexts.value;
  const { id: topicId, card } = topic;
  return (
    <>
      <section class="card prep" aria-labelledby="prep-title">
        <h2 id="prep-title">{text.cardTitle}</h2>
        {card && <CardLines card={card} />}
        <p class="actions">
          <button
            type="button"
            class="primary"
            onClick={() => teachWhole({ ...ownTopicsPlace, topicId })}
          >
            {text.teachTopic}
          </button>
        </p>
      </section>
      <TopicPoints topic={topic} onEdit={onEdit} />
      <ShareTopic topic={topic} />
    </>
  );
}

function Failed({ topic }: { topic: OwnTopic }) {
  const words = { ...messages.value, ...loopMessages.value };
  const { failureReason = topic.status } = topic;
  return (
    <>
      <section class="card ended">
        <h2>{topicStatusText(topic.status, loopMessages.value)}</h2>
        {topicFailureText(topic, words, language.value).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p class="code">{messages.value.reasonCode(failureReason)}</p>
      </section>
      <p class="actions">
        <button type="button" class="primary" onClick={() => makeFrom(topic)}>
          {loopTexts.value.makeAgain}
        </button>
      </p>
    </>
  );
}
