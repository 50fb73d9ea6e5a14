import { pageUrl } from '../state/client.ts';

/** Not every browser has Trusted Types. Here they trust one URL, which is the worker's script. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}

const { trustedTypes }: { trustedTypes?: TrustedTypes } = window as { trustedTypes?: TrustedTypes };

/**
 * Lets the app open without a network from now on. Browsers without workers need the network as before.
 * @param onFirstControl is called when the worker takes over a first visit's page, which loaded without it
 */
export async function startWorker(onFirstControl: () => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  if (!navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener('controllerchange', onFirstControl, { once: true });
  }
  const url = new URL('app/worker.js', pageUrl).href;
  const policy = trustedTypes?.createPolicy('learning-mate-worker', {
    createScriptURL: (script) => {
      if (script !== url) throw new TypeError('there is one worker');
      return script;
    },
  });
  try {
    await navigator.serviceWorker.register((policy?.createScriptURL(url) ?? url) as string, {
      scope: pageUrl.pathname,
      updateViaCache: 'none',
    });
  } catch {
    // Private windows may block workers; the app then works with a network only.
  }
}
