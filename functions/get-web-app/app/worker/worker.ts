/// <reference lib="webworker" />

/** Set by the bundling: another text in any file of the app is another version. */
declare const VERSION: string;
/** Names of the files that the page loads. */
declare const OFFLINE_FILES: readonly string[];
declare const self: ServiceWorkerGlobalScope;

const appCache = `learning-mate-app-${VERSION}`;
/** What the API answered last: it is shown where there is no network. */
const answersCache = 'learning-mate-answers';
/** A network that does not answer by then is as good as none. */
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

const isCatalog = ({ pathname }: URL): boolean =>
  catalog.some((path) => pathname === path || pathname.startsWith(`${path}/`));

async function load(): Promise<void> {
  const cache = await caches.open(appCache);
  // The page itself past the browser's cache: it has to fit the files.
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

/** As it is now, if the network is there; else as it was when this version was loaded. */
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

/** The names come in the language that is asked for. */
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
