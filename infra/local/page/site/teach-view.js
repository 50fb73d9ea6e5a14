import { keepDraft, readDrafts } from './drafts.js';
import { byId, element } from './element.js';
import { inEveryLanguage, texts } from './language.js';
import { listenToTake } from './listen-to-take.js';
import { alertIn, troubleText } from './notices.js';
import { clockText, countText, sizeText } from './numbers.js';
import { startRecordPanel } from './record-panel.js';
import { chosenTopic, startTopicPicker } from './topic-picker.js';

/** The backend's limit: OpenAI's 25 MiB hold the other fields of the form too. */
const largestRecordingBytes = (25 * 1024 - 64) * 1024;
const longestTextCharacters = 5_000;

/**
 * What is to be sent. `key` makes repeats of one text one lecture.
 * @typedef {{ topicId: number, topicName: string } & (
 *   | { kind: 'recording', recording: Blob }
 *   | { kind: 'text', text: string, key: string }
 * )} Submission
 * @typedef {{ recording: Blob, name: string } | { recording: Blob, seconds: number }} Take
 */

/**
 * The screen where a topic is chosen and taught: by microphone, file or keyboard.
 * @param {{ onSend: (submission: Submission) => void }} handlers
 */
export function startTeachView({ onSend }) {
  const alert = byId('teach-alert', HTMLElement);
  const panels = {
    record: byId('record-panel', HTMLElement),
    file: byId('file-panel', HTMLElement),
    type: byId('type-panel', HTMLFormElement),
    take: byId('take-panel', HTMLElement),
  };
  const ways = [...document.querySelectorAll('input[name="way"]')].filter(
    (input) => input instanceof HTMLInputElement,
  );
  const file = byId('file', HTMLInputElement);
  const text = byId('text', HTMLTextAreaElement);
  const count = byId('type-count', HTMLElement);
  const audio = element('audio', { controls: true });
  byId('take-player', HTMLElement).append(audio);
  /** @type {Take | undefined} */
  let take;
  /** @type {import('./listen-to-take.js').TakeTrouble | undefined} */
  let takeTrouble;
  /** @type {() => string} */
  let alertText = () => '';
  /** One key per text and topic, so that pressing again after a lost answer sends nothing twice. */
  let key = { of: '', value: '' };

  /** @param {() => string} message */
  const warn = (message) => {
    alertText = message;
    alertIn(alert, message());
  };
  const calm = () => warn(() => '');

  const way = () => ways.find(({ checked }) => checked)?.value ?? 'record';
  const showPanels = () => {
    const shown = way() !== 'type' && take ? 'take' : way();
    for (const [name, panel] of Object.entries(panels)) panel.hidden = name !== shown;
  };

  const describeTake = () => {
    if (!take) return;
    const size = sizeText(take.recording.size);
    byId('take-note', HTMLElement).textContent =
      'name' in take
        ? texts().takeFile(take.name, size)
        : texts().takeRecorded(clockText(take.seconds), size);
    const trouble = takeTrouble && texts().takeTroubles[takeTrouble];
    alertIn(byId('take-warning', HTMLElement), trouble);
  };

  /** @param {Take} shown */
  const listen = async (shown) => {
    const trouble = await listenToTake(shown.recording);
    // Another may have taken its place meanwhile.
    if (take !== shown) return;
    takeTrouble = trouble;
    describeTake();
  };

  /** @param {Take | undefined} next */
  const setTake = (next) => {
    if (audio.src) URL.revokeObjectURL(audio.src);
    audio.removeAttribute('src');
    take = next;
    takeTrouble = undefined;
    void keepDraft('take', take);
    if (take) {
      void listen(take);
      audio.hidden = false;
      audio.src = URL.createObjectURL(take.recording);
    }
    describeTake();
    showPanels();
    if (!take) return;
    byId('take-title', HTMLElement).focus({ preventScroll: true });
    panels.take.scrollIntoView({ block: 'nearest' });
  };

  /** @param {File | undefined} chosen */
  const takeFile = (chosen) => {
    file.value = '';
    if (!chosen) return;
    if (chosen.size === 0) return warn(() => texts().fileEmpty);
    if (chosen.size > largestRecordingBytes) return warn(() => texts().fileTooLarge);
    calm();
    setTake({ recording: chosen, name: chosen.name });
  };

  const countCharacters = () => {
    const length = text.value.trim().length;
    count.textContent = texts().typeCount(countText(length), countText(longestTextCharacters));
    count.classList.toggle('over', length > longestTextCharacters);
    text.setAttribute('aria-invalid', String(length > longestTextCharacters));
  };

  /** @param {(topic: { topicId: number, topicName: string }) => Submission} submission */
  const send = (submission) => {
    const topic = chosenTopic();
    if (!topic) return warn(() => texts().topicMissing);
    calm();
    onSend(submission({ topicId: topic.id, topicName: topic.name }));
  };

  const sendText = () => {
    const typed = text.value.trim();
    if (typed === '' || typed.length > longestTextCharacters) {
      text.focus();
      return warn(() => (typed === '' ? texts().typeEmpty : texts().typeTooLong));
    }
    send((topic) => {
      const of = `${topic.topicId} ${typed}`;
      if (key.of !== of) key = { of, value: crypto.randomUUID() };
      return { ...topic, kind: 'text', text: typed, key: key.value };
    });
  };

  const recorder = startRecordPanel({ onTake: setTake, onTrouble: warn, onStart: calm });
  for (const input of ways) {
    input.addEventListener('change', () => {
      // The microphone goes on listening: its panel stays until it is stopped.
      if (recorder.isBusy()) for (const other of ways) other.checked = other.value === 'record';
      calm();
      showPanels();
    });
  }
  file.addEventListener('change', () => takeFile(file.files?.[0]));
  acceptDrops((dropped) => {
    if (recorder.isBusy()) return;
    for (const input of ways) input.checked = input.value === 'file';
    takeFile(dropped);
    showPanels();
  });
  byId('take-send', HTMLButtonElement).addEventListener('click', () => {
    const recording = take?.recording;
    if (recording) send((topic) => ({ ...topic, kind: 'recording', recording }));
  });
  byId('take-drop', HTMLButtonElement).addEventListener('click', () => {
    calm();
    setTake(undefined);
    (way() === 'file' ? file : byId('record', HTMLButtonElement)).focus();
  });
  // Not every browser plays every type it may send.
  audio.addEventListener('error', () => {
    audio.hidden = true;
  });
  text.addEventListener('input', () => {
    countCharacters();
    void keepDraft('text', text.value);
  });
  panels.type.addEventListener('submit', (event) => {
    event.preventDefault();
    sendText();
  });
  inEveryLanguage(() => {
    describeTake();
    countCharacters();
    alertIn(alert, alertText());
  });
  showPanels();
  void readDrafts().then((drafts) => {
    // Whoever was quicker than the browser's storage has begun something else.
    if (drafts.take && !take && !recorder.isBusy()) setTake(drafts.take);
    if (drafts.text && text.value === '') text.value = drafts.text;
    countCharacters();
  });
  startTopicPicker((error) => warn(() => troubleText(error)));

  return {
    isRecording: recorder.isBusy,
    warn,
    /** What was sent is not needed again: it was graded, or it never can be. */
    forgetSent(/** @type {Submission} */ submission) {
      if (submission.kind === 'recording' && submission.recording === take?.recording) {
        setTake(undefined);
      }
      if (submission.kind === 'text' && submission.text === text.value.trim()) {
        text.value = '';
        countCharacters();
      }
    },
    /** It is the backend's now, and no draft any more; here it stays for another try. */
    forgetDraft(/** @type {Submission} */ { kind }) {
      void keepDraft(kind === 'text' ? 'text' : 'take', undefined);
    },
    /** After a lecture failed: the same text under the same key would be the same lecture. */
    forgetKey() {
      key = { of: '', value: '' };
    },
  };
}

/**
 * A file may be dropped anywhere while the screen is shown; elsewhere it must not replace the page.
 * @param {(file: File | undefined) => void} onDrop
 */
function acceptDrops(onDrop) {
  const place = byId('ways', HTMLElement);
  const isShown = () => !byId('teach', HTMLElement).hidden;
  addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.toggle('dropping', isShown());
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) place.classList.remove('dropping');
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    place.classList.remove('dropping');
    if (isShown()) onDrop(event.dataTransfer?.files[0]);
  });
}
