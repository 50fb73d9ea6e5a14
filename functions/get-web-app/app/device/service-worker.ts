import { pageUrl } from '../state/client.ts';

/** Trusted Types, which not every browser has: the worker's script is the one URL that is trusted. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}

const { trustedTypes }: { trustedTypes?: TrustedTypes } = window as { trustedTypes?: TrustedTypes };

/**
 * Has the app open without a network from now on. Browsers without workers go on as they are.
 * @param onFirstControl when a first visit's page, which was loaded past the worker, gets one
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
    // Blocked, as private windows may do: then it works with a network only.
  }
}
