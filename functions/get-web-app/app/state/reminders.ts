import { api } from './client.ts';
import { language } from './language.ts';
import { keepStored, readStored } from './stored.ts';
import { keepToldReminders, readToldReminders, type ToldReminders } from './told-reminders.ts';

/** Which notifications a learner wants on this device. */
export type ReminderWay = 'off' | 'ready' | 'daily';

/** iPhones show notifications only of apps that were put on the home screen. */
export const canNotify = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

export function chosenWay(): ReminderWay {
  const told = readToldReminders();
  if (!told) return 'off';
  return told.daily ? 'daily' : 'ready';
}

/** Reminders are offered once on each device, after the first feedback. */
export const mayOffer = (): boolean =>
  canNotify() &&
  Notification.permission === 'default' &&
  readStored('reminders-offered') === undefined &&
  chosenWay() === 'off';
export const noteOffered = () => keepStored('reminders-offered', 'yes');

/**
 * Sets the notifications that the learner wants on this device. The browser asks for permission, which
 * it does only in answer to a tap.
 * @throws ClientTrouble, or what the browser's push service says
 */
export async function chooseWay(way: ReminderWay): Promise<'done' | 'denied' | 'failed'> {
  if (way === 'off') {
    await stop();
    return 'done';
  }
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const { publicKey } = await api.reminders();
  if (publicKey === undefined) return 'failed';
  await tell(way === 'daily', await subscribed(publicKey));
  return 'done';
}

async function stop(): Promise<void> {
  const told = readToldReminders();
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  const endpoint = subscription?.endpoint ?? told?.endpoint;
  if (endpoint !== undefined) {
    await api.changeReminders({ ...ofDevice(), daily: false, without: endpoint });
  }
  keepToldReminders(undefined);
  await subscription?.unsubscribe();
}

async function subscribed(publicKey: string): Promise<PushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  const wanted = { userVisibleOnly: true, applicationServerKey: publicKey };
  if (!before) return pushManager.subscribe(wanted);
  // A subscription that was made for another key, such as another stage's, is of no use.
  return pushManager.subscribe(wanted).catch(async () => {
    await before.unsubscribe();
    return pushManager.subscribe(wanted);
  });
}

const ofDevice = () => ({
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  language: language.value,
});

async function tell(daily: boolean, subscription: PushSubscription): Promise<void> {
  const { endpoint, keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON();
  const device = { endpoint: endpoint ?? '', p256dh, auth };
  const told = { ...ofDevice(), daily };
  const before = readToldReminders();
  const moved = before !== undefined && before.endpoint !== device.endpoint;
  await api.changeReminders({ ...told, device, ...(moved && { without: before.endpoint }) });
  keepToldReminders({ ...told, endpoint: device.endpoint, at: new Date().toISOString() });
}

/**
 * The app reports at this interval that it was opened, because opening it restarts reminders that had
 * ended.
 */
const renewedMilliseconds = 3 * 24 * 3_600_000;

/**
 * When the app starts, it tells the server if this device's zone, language or subscription has changed.
 * After a new login, it drops the subscription of the login before, so that nothing meant for that one
 * is shown.
 */
export async function renewReminders(): Promise<void> {
  if (!canNotify()) return;
  const told = readToldReminders();
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  if (!told) {
    await subscription?.unsubscribe();
    return;
  }
  if (Notification.permission !== 'granted') return stop();
  if (subscription && isAsTold(told, subscription.endpoint)) return;
  const { publicKey } = await api.reminders();
  if (publicKey !== undefined) await tell(told.daily, await subscribed(publicKey));
}

function isAsTold(told: ToldReminders, endpoint: string): boolean {
  const { zone, language: words } = ofDevice();
  const isSame = told.zone === zone && told.language === words && told.endpoint === endpoint;
  return isSame && Date.now() - Date.parse(told.at) < renewedMilliseconds;
}
