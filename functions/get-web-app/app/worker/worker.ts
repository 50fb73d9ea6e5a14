/// <reference lib="webworker" />
import { parsedJson } from '../../../../shared/contracts/parsed-json.ts';

/** The bundling sets it. Any change in a file of the app makes another version. */
declare const VERSION: string;
/** The names of the files that the page loads. */
declare const OFFLINE_FILES: readonly string[];
/** The name of the icon on notifications. */
declare const ICON_FILE: string;
declare const self: ServiceWorkerGlobalScope;

const appCache = `learning-mate-app-${VERSION}`;
/** The API's last answers, which are shown where there is no network. */
const answersCache = 'learning-mate-answers';
/** A network that does not answer in this time is treated as none. */
const networkMilliseconds = 5_000;

const page = new URL(self.registration.scope);
const files = new URL('app/', page);
const settings = new URL('settings.json', files);
const catalog = ['major', 'subject', 'topic'].map(
  (list) => new URL(`api/v1/${list}`, page).pathname,
);

self.addEventListener('install', (event) => {
  event.waitUntil(load().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== page.origin) return;
  if (request.mode === 'navigate') {
    if (url.pathname === page.pathname) event.respondWith(ownPage(request));
  } else if (url.pathname === settings.pathname || isCatalog(url)) {
    event.respondWith(newestAnswer(request));
  } else if (OFFLINE_FILES.some((name) => url.pathname === files.pathname + name)) {
    event.respondWith(kept(request));
  }
});

self.addEventListener('push', (event) => {
  event.waitUntil(show(event.data?.text() ?? ''));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data ?? '#/')));
});

/** Shows a notification, unless the app is visible, which then shows the news itself. */
async function show(text: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.some(({ visibilityState }) => visibilityState === 'visible')) return;
  const { title, body, language, kind, hash } = pushed(text);
  await self.registration.showNotification(title, {
    ...{ body, lang: language, icon: new URL(ICON_FILE, files).href, data: hash },
    // A later notification replaces an earlier one of its kind.
    tag: kind.endsWith('REMINDER') ? 'reminder' : hash,
  });
}

/**
 * Reads what was pushed. A newer server may have written it, and whatever came, something has to be shown.
 */
function pushed(text: string) {
  const read = parsedJson(text);
  const field = (name: string, otherwise: string) => {
    const value: unknown = Object(read)[name];
    return typeof value === 'string' ? value : otherwise;
  };
  const hash = field('hash', '#/');
  return {
    title: field('title', 'Learning Mate'),
    body: field('body', ''),
    language: field('language', ''),
    kind: field('kind', ''),
    // The place must be in this app.
    hash: hash.startsWith('#/') ? hash : '#/',
  };
}

/** Opens a place in a window of the app if there is one, and in a new window if not. */
async function open(hash: string): Promise<void> {
  const url = new URL(hash, page).href;
  const [there] = await self.clients.matchAll({ type: 'window' });
  if (!there) {
    await self.clients.openWindow(url);
    return;
  }
  await there.navigate(url).catch(() => null);
  await there.focus();
}

const isCatalog = ({ pathname }: URL): boolean =>
  catalog.some((path) => pathname === path || pathname.startsWith(`${path}/`));

async function load(): Promise<void> {
  const cache = await caches.open(appCache);
  // The page is loaded past the browser's cache, because it has to fit the files.
  await cache.addAll([
    new Request(page, { cache: 'reload' }),
    ...OFFLINE_FILES.map((name) => new URL(name, files).href),
  ]);
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const stale = names.filter((name) => name.startsWith('learning-mate-app-') && name !== appCache);
  await Promise.all(stale.map((name) => caches.delete(name)));
}

const fromNetwork = (request: Request): Promise<Response> =>
  fetch(request, { signal: AbortSignal.timeout(networkMilliseconds) });

/** The page from the network if there is one, else as it was when this version was loaded. */
async function ownPage(request: Request): Promise<Response> {
  try {
    return await fromNetwork(request);
  } catch {
    return (await caches.match(page.href, { cacheName: appCache })) ?? Response.error();
  }
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request.url, { cacheName: appCache })) ?? fetch(request);
}

/** The key has the language, because the API's names come in it. */
function keyOf(request: Request): string {
  const url = new URL(request.url);
  url.searchParams.set('language', request.headers.get('accept-language') ?? '');
  return url.href;
}

async function newestAnswer(request: Request): Promise<Response> {
  const cache = await caches.open(answersCache);
  try {
    const answer = await fromNetwork(request);
    if (answer.ok) await cache.put(keyOf(request), answer.clone());
    return answer;
  } catch {
    return (await cache.match(keyOf(request), { ignoreVary: true })) ?? Response.error();
  }
}
