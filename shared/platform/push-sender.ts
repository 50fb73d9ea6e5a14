import * as z from 'zod/mini';
import { pushServicesOf } from '../adapters/push-hosts.ts';
import { type VapidKey, vapidKeyOf } from '../adapters/vapid-key.ts';
import { webPush } from '../adapters/web-push.ts';
import type { Environment } from '../contracts/environment.ts';
import type { SendPush } from '../reminders/ports.ts';
import { ConfigurationError } from './configuration-error.ts';
import { log } from './log.ts';
import { secretReader } from './secrets.ts';

const secretSchema = z.object({ vapid: z.string().check(z.minLength(32)) });

/** Writes to devices by the stage's own key, which is derived once from the secret that never changes. */
export function pushSender({
  PUSH_SECRET_ARN,
  PUSH_CONTACT,
  PUSH_HOSTS,
}: Pick<Environment<'send-reminders'>, 'PUSH_SECRET_ARN' | 'PUSH_CONTACT' | 'PUSH_HOSTS'>): {
  readonly push: SendPush;
  readonly readKey: () => Promise<VapidKey>;
} {
  const readSecret = secretReader(PUSH_SECRET_ARN);
  let kept: VapidKey | undefined;
  const readKey = async () => {
    kept ??= vapidKeyOf(secretOf(await readSecret()));
    return kept;
  };
  const push = webPush({
    ...{ readKey, contact: PUSH_CONTACT, isPushService: pushServicesOf(PUSH_HOSTS) },
    ...{ fetch, clock: Date.now },
    note: (what) => log('warn', 'not pushed', what),
  });
  return { push, readKey };
}

function secretOf(text: string): string {
  try {
    return secretSchema.parse(JSON.parse(text)).vapid;
  } catch {
    throw new ConfigurationError('The secret of Web Push is not what was generated');
  }
}
