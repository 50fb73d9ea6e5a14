import { ApiTrouble, readLecture } from './api.js';
import { byId, element } from './element.js';
import { endedCard, endedText, isWorthSendingAgain } from './ended-without-score.js';
import { feedbackCards } from './feedback-view.js';
import { followLecture, sendRecording, sendText } from './journey.js';
import { inEveryLanguage, texts } from './language.js';
import { announce, troubleText } from './notices.js';
import { dayText } from './numbers.js';
import { ratingCard } from './rating.js';
import { stageText, stepList } from './steps.js';

/**
 * @typedef {import('./teach-view.js').Submission} Submission
 * @typedef {import('./wire.js').Lecture} Lecture
 * @typedef {import('./journey.js').LectureAnswer} LectureAnswer
 * @typedef {{ kind: 'nothing' }
 *   | { kind: 'sending', submission: Submission, uploadedShare: number }
 *   | { kind: 'loading' }
 *   | { kind: 'lecture', lecture: Lecture }
 *   | { kind: 'trouble', message: () => string, retry: () => void }} State
 */

/**
 * The screen of one lecture, from its first byte sent to its feedback.
 * @param {{
 *   onTaken: (submission: Submission) => void,
 *   onSubmitted: (lecture: Lecture) => void,
 *   onNotSent: (message: (() => string) | undefined) => void,
 *   onEnded: (submission: Submission, lecture: Lecture) => void,
 *   onTeach: (lecture: Lecture | undefined) => void,
 *   onSendAgain: (submission: Submission) => void,
 * }} handlers
 */
export function startLectureView({
  onTaken,
  onSubmitted,
  onNotSent,
  onEnded,
  onTeach,
  onSendAgain,
}) {
  const path = byId('lecture-path', HTMLElement);
  const title = byId('lecture-title', HTMLElement);
  const body = byId('lecture-body', HTMLElement);
  /** What was sent in this visit, by lecture. @type {Map<number, Submission>} */
  const sent = new Map();
  /** @type {State} */
  let state = { kind: 'nothing' };
  let following = new AbortController();

  /** @param {State} next */
  const show = (next) => {
    state = next;
    render();
  };

  const render = () => {
    const shown = contentOf(state);
    path.textContent = shown.path;
    title.textContent = shown.title;
    body.replaceChildren(...shown.content);
  };

  /** @param {State} shown @returns {{ path: string, title: string, content: HTMLElement[] }} */
  const contentOf = (shown) => {
    const text = texts();
    switch (shown.kind) {
      case 'nothing':
        return { path: '', title: '', content: [] };
      case 'loading':
        return { path: '', title: text.lectureLoading, content: [] };
      case 'sending':
        return { path: '', title: shown.submission.topicName, content: sendingCards(shown) };
      case 'trouble':
        return {
          path: '',
          title: text.failedTitle,
          content: [
            element('p', { class: 'alert' }, shown.message()),
            actions(
              button(text.retry, shown.retry, 'primary'),
              button(text.other, () => onTeach(undefined)),
            ),
          ],
        };
      case 'lecture':
        return {
          path: pathText(shown.lecture),
          title: shown.lecture.topicName,
          content: lectureCards(shown.lecture),
        };
    }
  };

  /** @param {Extract<State, { kind: 'sending' }>} shown */
  const sendingCards = (shown) => {
    const text = texts();
    const { submission } = shown;
    return [
      workCard(
        text.sending,
        submission.kind === 'text' ? text.workingHint : text.sendingHint,
        sendingSteps(shown),
      ),
      actions(button(text.cancel, () => following.abort())),
    ];
  };

  /** @param {Lecture} lecture */
  const lectureCards = (lecture) => {
    const text = texts();
    const submission = sent.get(lecture.id);
    const isText = lecture.kind === 'text';
    if (lecture.status === 'IN_PROGRESS') {
      return [workCard(text.working, text.workingHint, stepList({ isText, stage: lecture.stage }))];
    }
    const again = button(text.again, () => onTeach(lecture), 'primary');
    const other = button(text.other, () => onTeach(undefined));
    if (lecture.status !== 'SUCCESS') {
      if (!submission || !isWorthSendingAgain(lecture)) {
        return [endedCard(lecture), actions(again, other)];
      }
      again.classList.remove('primary');
      const label = isText ? text.sendTextAgain : text.sendAgain;
      const sendAgain = button(label, () => onSendAgain(submission), 'primary');
      return [endedCard(lecture), actions(sendAgain, again, other)];
    }
    const keepRating = (/** @type {number} */ rating) => {
      lecture.helpfulnessRating = rating;
    };
    return [
      element('div', { class: 'feedback' }, ...feedbackCards(lecture, { isText })),
      ratingCard(lecture, keepRating),
      actions(again, other),
    ];
  };

  /** @param {Lecture} lecture */
  const seen = (lecture) => {
    const before = state;
    const isSame =
      before.kind === 'lecture' &&
      before.lecture.id === lecture.id &&
      before.lecture.status === lecture.status &&
      before.lecture.stage === lecture.stage;
    if (isSame) return;
    show({ kind: 'lecture', lecture });
    if (before.kind === 'loading' && lecture.status !== 'IN_PROGRESS') return;
    announce(seenText(lecture));
  };

  /** @param {LectureAnswer} first @param {AbortSignal} signal */
  const follow = async (first, signal) => {
    const lecture = await followLecture(first, seen, signal);
    const submission = sent.get(lecture.id);
    if (submission) onEnded(submission, lecture);
  };

  const restart = () => {
    following.abort();
    following = new AbortController();
    return following.signal;
  };

  /** @param {number} id */
  const open = async (id) => {
    const signal = restart();
    show({ kind: 'loading' });
    try {
      const first = await readLecture(id);
      if (!signal.aborted) await follow(first, signal);
    } catch (error) {
      if (signal.aborted) return;
      const missing = error instanceof ApiTrouble && error.status === 404;
      const message = () => (missing ? texts().notFound : troubleText(error));
      show({ kind: 'trouble', message, retry: () => void open(id) });
      announce(message());
    }
  };

  /** @param {Submission} submission @param {number} uploadedShare */
  const uploaded = (submission, uploadedShare) => {
    if (state.kind !== 'sending') return;
    state = { kind: 'sending', submission, uploadedShare };
    // The list alone: the button to cancel may have the focus.
    body.querySelector('.steps')?.replaceWith(sendingSteps(state));
  };

  /** @param {Submission} submission */
  const send = async (submission) => {
    const signal = restart();
    show({ kind: 'sending', submission, uploadedShare: 0 });
    announce(texts().sending);
    try {
      const answer =
        submission.kind === 'text'
          ? await sendText(submission, signal)
          : await sendRecording(
              submission,
              (uploadedShare) => uploaded(submission, uploadedShare),
              signal,
            );
      sent.set(answer.lecture.id, submission);
      onTaken(submission);
      if (following.signal !== signal) return;
      state = { kind: 'nothing' };
      onSubmitted(answer.lecture);
    } catch (error) {
      // Another lecture has the screen.
      if (following.signal !== signal) return;
      state = { kind: 'nothing' };
      onNotSent(signal.aborted ? undefined : () => troubleText(error));
    }
  };

  inEveryLanguage(render);
  return {
    send,
    open,
    isSending: () => state.kind === 'sending',
    /** The lecture goes on without the screen. */
    leave() {
      restart();
      show({ kind: 'nothing' });
    },
  };
}

/** @param {Extract<State, { kind: 'sending' }>} sending */
const sendingSteps = ({ submission, uploadedShare }) =>
  submission.kind === 'text'
    ? stepList({ isText: true, stage: undefined })
    : stepList({ isText: false, stage: 'WAITING_FOR_UPLOAD', uploadedShare });

/** @param {Lecture} lecture */
function seenText(lecture) {
  if (lecture.status === 'IN_PROGRESS') return stageText(lecture.stage);
  if (lecture.status !== 'SUCCESS') return endedText(lecture).title;
  return `${texts().feedbackTitle}. ${texts().scoreText(lecture.score ?? 0)}`;
}

/** @param {Lecture} lecture */
const pathText = ({ majorName, subjectName, createdAt }) =>
  [
    [majorName, subjectName].filter((name) => name !== '').join(' › '),
    createdAt && dayText(createdAt),
  ]
    .filter((part) => part)
    .join(' · ');

/** @param {string} title @param {string} hint @param {HTMLElement} steps */
const workCard = (title, hint, steps) =>
  element(
    'section',
    { class: 'card work' },
    element('h2', {}, title),
    steps,
    element('p', { class: 'hint' }, hint),
  );

/** @param {string} label @param {() => void} click @param {string} [name] */
const button = (label, click, name) =>
  element('button', { type: 'button', class: name, click }, label);

/** @param {...HTMLElement} buttons */
const actions = (...buttons) => element('div', { class: 'actions' }, ...buttons);
