import * as z from 'zod/mini';

export const reminderLimits = {
  /** The most devices of one learner. A further one replaces the oldest. */
  devices: 5,
  /** Push services make these addresses. The longest known ones have about 800 characters. */
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
  // Intl also accepts an offset as a zone, but that knows no summer time.
  z.regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, 'must be the IANA name of a time zone'),
  z.refine(isZone, 'must be the IANA name of a time zone'),
  about('The IANA name of the device’s time zone, like `Asia/Seoul`. Nobody is reminded at night.'),
);

const endpointSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(reminderLimits.endpointCharacters));

const language = z.enum(reminderLanguages).check(about('The language of the notifications.'));
const daily = z
  .boolean()
  .check(about('Whether to send a reminder once a day, 23.5 hours after the last lecture.'));

/** Bytes of RFC 8291 as browsers return them, some of them with padding. */
const base64Url = (pattern: RegExp, message: string) => z.string().check(z.regex(pattern, message));

const deviceSchema = z.strictObject({
  endpoint: endpointSchema.check(
    about(
      'The address at the push service: https, on one of the hosts that browsers use. Redirects are not followed.',
    ),
  ),
  p256dh: base64Url(/^B[A-Za-z0-9_-]{86}=?$/, 'must be an uncompressed point of P-256').check(
    about('The device’s public key.'),
  ),
  auth: base64Url(/^[A-Za-z0-9_-]{22}(==)?$/, 'must be 16 bytes').check(
    about('The secret that the device shares with those who write to it.'),
  ),
});

export const remindersSchema = z.object({
  publicKey: z
    .nullable(z.string())
    .check(
      about(
        'The `applicationServerKey` of a subscription; null in the first minutes of a new stage, which cannot send yet.',
      ),
    ),
  daily,
  zone: z
    .nullable(z.string())
    .check(about('The time zone that was last reported; null before that.')),
  language,
  devices: z
    .int()
    .check(z.minimum(0), about('How many of my devices are notified when feedback is ready.')),
  nextAt: z
    .nullable(z.iso.datetime())
    .check(
      about('When the next reminder is due, unless I teach before; null where there is none.'),
    ),
});

export const changedRemindersSchema = z.strictObject({
  daily,
  zone: zoneSchema,
  language,
  device: z.optional(
    deviceSchema.check(
      about(
        'The subscription of this device, which is notified when feedback is ready, and reminded if `daily` says so.',
      ),
    ),
  ),
  without: z.optional(
    endpointSchema.check(about('The endpoint of a device that is to get no more notifications.')),
  ),
});

/** A learner's reminders as the export has them. */
export const keptRemindersSchema = z.object({
  daily,
  zone: z.string().check(about('The time zone of the device.')),
  language,
  devices: z
    .array(
      z.object({
        endpoint: z.string().check(about('Its address at its push service.')),
        since: z.iso.datetime().check(about('When it was registered.')),
      }),
    )
    .check(about('The devices that get notifications.')),
  lastSentAt: z
    .nullable(z.iso.datetime())
    .check(about('When the last daily reminder was sent; null before that.')),
  unanswered: z.int().check(about('The number of reminders since the last lecture.')),
});

export type RemindersBody = z.infer<typeof remindersSchema>;
export type ChangedReminders = z.infer<typeof changedRemindersSchema>;
export type KeptRemindersBody = z.infer<typeof keptRemindersSchema>;

/**
 * A host of push services that may be written to, in a stage's settings: its name, with `*.` in front
 * for all hosts under it. Only tests may name a server without TLS, by its origin on this machine.
 */
const pushHost = z
  .string()
  .check(z.regex(/^(?:(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+|http:\/\/127\.0\.0\.1:\d{1,5})$/));
export const pushHostsSchema = z.array(pushHost).check(z.minLength(1));

/** The push services of the browsers: Chrome and its relatives, Firefox, Edge, Safari. */
export const browsersPushHosts: readonly string[] = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  '*.push.apple.com',
];
