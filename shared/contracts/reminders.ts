import * as z from 'zod/mini';

export const reminderLimits = {
  /** Devices of one learner; a further one takes the place of the oldest. */
  devices: 5,
  /** Push services make their addresses themselves; the longest that are known have some 800. */
  endpointCharacters: 1_500,
  zoneCharacters: 60,
} as const;

export const reminderLanguages = ['ko', 'en'] as const;

const about = z.describe;

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const zoneSchema = z.string().check(
  z.minLength(1),
  z.maxLength(reminderLimits.zoneCharacters),
  // An offset is a zone to Intl, and knows no summer time.
  z.regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, 'must be the IANA name of a zone'),
  z.refine(isZone, 'must be the IANA name of a zone'),
  about('The device’s zone by its IANA name, like `Asia/Seoul`: nobody is reminded at night.'),
);

const endpointSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(reminderLimits.endpointCharacters));

const language = z.enum(reminderLanguages).check(about('In which notifications are written.'));
const daily = z
  .boolean()
  .check(about('Whether to be reminded once a day, 23.5 hours after the last lecture.'));

/** Bytes of RFC 8291 as browsers hand them out, some of them with padding. */
const base64Url = (pattern: RegExp, message: string) => z.string().check(z.regex(pattern, message));

const deviceSchema = z.strictObject({
  endpoint: endpointSchema.check(
    about(
      'Of the push service: https, on one of the hosts that browsers use, and followed nowhere.',
    ),
  ),
  p256dh: base64Url(/^B[A-Za-z0-9_-]{86}=?$/, 'must be an uncompressed point of P-256').check(
    about('The device’s public key.'),
  ),
  auth: base64Url(/^[A-Za-z0-9_-]{22}(==)?$/, 'must be 16 bytes').check(
    about('The secret that it shares with whoever writes to it.'),
  ),
});

export const remindersSchema = z.object({
  publicKey: z
    .nullable(z.string())
    .check(
      about(
        '`applicationServerKey` of a subscription; null for the first minutes of a new stage, which cannot send yet.',
      ),
    ),
  daily,
  zone: z.nullable(z.string()).check(about('As it was told last; null before.')),
  language,
  devices: z.int().check(z.minimum(0), about('How many of mine are told that feedback is ready.')),
  nextAt: z
    .nullable(z.iso.datetime())
    .check(about('When the next reminder is due, unless I teach before; null where none is.')),
});

export const changedRemindersSchema = z.strictObject({
  daily,
  zone: zoneSchema,
  language,
  device: z.optional(
    deviceSchema.check(
      about(
        'A subscription of this device: it is told that feedback is ready, and reminded where that is wanted.',
      ),
    ),
  ),
  without: z.optional(
    endpointSchema.check(about('Of a device that gets nothing any more: the endpoint it had.')),
  ),
});

/** What is kept, as the export has it. */
export const keptRemindersSchema = z.object({
  daily,
  zone: z.string().check(about('Of the device.')),
  language,
  devices: z
    .array(
      z.object({
        endpoint: z.string().check(about('Its address at its push service.')),
        since: z.iso.datetime().check(about('When it was told.')),
      }),
    )
    .check(about('Devices that are written to.')),
  lastSentAt: z.nullable(z.iso.datetime()).check(about('Of a daily reminder; null before.')),
  unanswered: z.int().check(about('Reminders since the last lecture.')),
});

export type RemindersBody = z.infer<typeof remindersSchema>;
export type ChangedReminders = z.infer<typeof changedRemindersSchema>;
export type KeptRemindersBody = z.infer<typeof keptRemindersSchema>;

/**
 * A host that devices may be written to, in a stage's settings: by its name, with `*.` before it for
 * those under it. Tests name a server of this machine by its origin, and nothing else may do without TLS.
 */
const pushHost = z
  .string()
  .check(z.regex(/^(?:(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+|http:\/\/127\.0\.0\.1:\d{1,5})$/));
export const pushHostsSchema = z.array(pushHost).check(z.minLength(1));

/** Of the browsers: Chrome and its kin, Firefox, Edge, Safari. */
export const browsersPushHosts: readonly string[] = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  '*.push.apple.com',
];
