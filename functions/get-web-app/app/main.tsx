import { render } from 'preact';
import { startWorker } from './device/service-worker.ts';
import { api } from './state/client.ts';
import { tellConsents } from './state/consent.ts';
import { renewReminders } from './state/reminders.ts';
import { readStageSettings } from './state/settings.ts';
import { restoreDrafts } from './teaching/draft.ts';
import { outbox } from './teaching/outbox.ts';
import { isRecording } from './teaching/recording.ts';
import { outgoing } from './teaching/teach.ts';
import { readTopicsAgain } from './teaching/topics.ts';
import { App } from './views/app.tsx';

const place = document.getElementById('app');
if (!place) throw new Error('the page has no place for the app');
render(<App />, place);

/** Sends whatever could not be sent before: consents that were given or withdrawn, and what was taught. */
function sendAll(): void {
  void tellConsents(api.changeConsents).catch(() => {});
  outgoing.sendWaiting();
}

void readStageSettings();
void renewReminders().catch(() => {});
void restoreDrafts();
void outgoing.open().then(sendAll);
addEventListener('online', sendAll);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') sendAll();
});
addEventListener('beforeunload', (event) => {
  if (isRecording() || outbox.value.some(({ isSending }) => isSending)) event.preventDefault();
});
// A file that is dropped beside the drop zone must not replace the page.
for (const type of ['dragover', 'drop']) {
  addEventListener(type, (event) => event.preventDefault());
}
// The worker keeps the topics that pass through it. On a first visit they came before it, so they are read
// again.
void startWorker(() => void readTopicsAgain().catch(() => {}));
