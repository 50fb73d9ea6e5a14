import type { ExamplesOf } from './exchange.ts';
import type { KeptRemindersBody, RemindersBody } from './reminders.ts';
import type { reminderRoutes } from './routes/reminders.ts';

const endpoint = 'https://fcm.googleapis.com/fcm/send/c1KrmpTuRm0:APA91bGyv8g';
const publicKey =
  'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8';

const nothing: RemindersBody = {
  ...{ publicKey, daily: false, zone: null, language: 'ko', devices: 0, nextAt: null },
};
const reminded: RemindersBody = {
  ...nothing,
  ...{ daily: true, zone: 'Asia/Seoul', devices: 1, nextAt: '2026-11-23T02:09:40.000Z' },
};

export const keptRemindersExample: KeptRemindersBody = {
  ...{ daily: true, zone: 'Asia/Seoul', language: 'ko' },
  devices: [{ endpoint, since: '2026-11-22T02:41:00.000Z' }],
  ...{ lastSentAt: null, unanswered: 0 },
};

export const reminderExamples: ExamplesOf<typeof reminderRoutes> = {
  'get-reminders': {
    none: {
      summary: 'The learner has not asked for anything, so nothing is sent',
      response: nothing,
    },
    daily: { summary: 'The learner is reminded once a day', response: reminded },
  },
  'change-reminders': {
    daily: {
      summary: 'This device is notified when feedback is ready, and reminded once a day',
      body: {
        ...{ daily: true, zone: 'Asia/Seoul', language: 'ko' },
        device: {
          endpoint,
          p256dh:
            'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        },
      },
      response: reminded,
    },
    quiet: {
      summary: 'This device gets no more notifications',
      body: { daily: false, zone: 'Asia/Seoul', language: 'ko', without: endpoint },
      response: { ...nothing, zone: 'Asia/Seoul' },
    },
  },
};
