import { readSettings } from './api.js';
import { byId } from './element.js';
import { isWorthKeeping } from './ended-without-score.js';
import { inEveryLanguage, showLanguageSwitch, texts, translateDocument } from './language.js';
import { startLectureView } from './lecture-view.js';
import { startName } from './name.js';
import { startRecordsView } from './records-view.js';
import { startTeachView } from './teach-view.js';
import { chooseTopic } from './topic-picker.js';

/** @typedef {'teach' | 'lecture' | 'records'} Screen */

inEveryLanguage(() => {
  translateDocument();
  document.title = texts().documentTitle;
});
showLanguageSwitch(byId('language', HTMLElement));

const name = startName();
const records = startRecordsView();
const teach = startTeachView({
  onSend: (submission) => {
    void lecture.send(submission);
    show('lecture');
  },
});
const lecture = startLectureView({
  onTaken: (submission) => teach.forgetDraft(submission),
  onSubmitted: ({ id }) => {
    // Where the learner looked elsewhere meanwhile, the lecture waits in the records.
    if (location.hash === '' || location.hash === '#/') {
      history.pushState(null, '', `#/lectures/${id}`);
      route();
    }
  },
  onNotSent: (message) => {
    if (message) teach.warn(message);
    if (routeOf(location.hash).screen === 'teach') show('teach');
  },
  onEnded: (submission, ended) => {
    if (isWorthKeeping(ended)) teach.forgetKey();
    else teach.forgetSent(submission);
  },
  onTeach: (taught) => {
    if (taught) void chooseTopic(taught).catch(() => {});
    location.hash = '#/';
    if (routeOf(location.hash).screen === 'teach') show('teach');
  },
  onSendAgain: (submission) => {
    history.pushState(null, '', '#/');
    const { kind } = submission;
    // A key belongs to one lecture, and that one has ended.
    void lecture.send(kind === 'text' ? { ...submission, key: crypto.randomUUID() } : submission);
    show('lecture');
  },
});

/** @param {string} hash @returns {{ screen: Screen, lectureId?: number }} */
function routeOf(hash) {
  const id = /^#\/lectures\/(\d{1,16})$/.exec(hash)?.[1];
  if (id !== undefined) return { screen: 'lecture', lectureId: Number(id) };
  return { screen: hash === '#/records' ? 'records' : 'teach' };
}

/** @type {Screen | undefined} */
let shown;

/** @param {Screen} screen */
function show(screen) {
  for (const name of ['teach', 'lecture', 'records']) {
    byId(name, HTMLElement).hidden = name !== screen;
  }
  const place =
    screen === 'records' || location.hash.startsWith('#/lectures/') ? 'records' : 'teach';
  for (const [id, its] of [
    ['to-teach', 'teach'],
    ['to-records', 'records'],
  ]) {
    const link = byId(id ?? '', HTMLElement);
    if (its === place) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  // The first screen leaves the focus where the browser has it.
  if (shown !== undefined) {
    scrollTo(0, 0);
    byId(`${screen}-title`, HTMLElement).focus({ preventScroll: true });
  }
  shown = screen;
}

function route() {
  const { screen, lectureId } = routeOf(location.hash);
  if (screen !== 'records') records.leave();
  if (lectureId !== undefined) void lecture.open(lectureId);
  else if (!lecture.isSending()) lecture.leave();
  if (screen === 'records') void records.open();
  show(screen === 'teach' && lecture.isSending() ? 'lecture' : screen);
}

addEventListener('hashchange', route);
byId('skip', HTMLElement).addEventListener('click', (event) => {
  // Its hash would be taken for a screen's.
  event.preventDefault();
  byId('main', HTMLElement).focus();
});
addEventListener('beforeunload', (event) => {
  if (teach.isRecording() || lecture.isSending()) event.preventDefault();
});

route();
name.load().catch(() => {
  // The topic list meets the same trouble and says so.
});
readSettings()
  .then(({ standIn }) => {
    byId('stand-in', HTMLElement).hidden = !standIn;
  })
  .catch(() => {});
