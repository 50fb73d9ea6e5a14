import type { NotificationKind, ReminderLanguage } from './ports.ts';

interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** The texts contain nothing about the learner, because phones show them on locked screens. */
const texts: Readonly<
  Record<ReminderLanguage, Readonly<Record<NotificationKind, NotificationText>>>
> = {
  ko: {
    REMINDER: {
      title: '오늘도 30초만 가르쳐 볼까요?',
      body: '떠올려 말할수록 오래 기억에 남아요.',
    },
    LAST_REMINDER: {
      title: '이번이 마지막 알림이에요',
      body: '이제 조용히 기다릴게요. 앱을 다시 열면 알림도 다시 시작해요.',
    },
    READY: {
      title: '피드백이 나왔어요',
      body: '무엇을 잘 짚었는지 확인해 보세요.',
    },
    ENDED: {
      title: '이번에는 점수를 내지 못했어요',
      body: '왜 그랬는지, 어떻게 하면 되는지 적어 두었어요.',
    },
  },
  en: {
    REMINDER: {
      title: 'Half a minute of teaching today?',
      body: 'What you recall aloud stays with you longer.',
    },
    LAST_REMINDER: {
      title: 'This is the last reminder',
      body: 'From now on we keep quiet. Open the app, and reminders begin again.',
    },
    READY: {
      title: 'Your feedback is ready',
      body: 'See what you got across.',
    },
    ENDED: {
      title: 'There is no score this time',
      body: 'See why, and what you can do about it.',
    },
  },
};

/**
 * Every message is padded to this length, which is longer than any of them, so that a push service
 * cannot tell them apart.
 */
const messageBytes = 512;

/** Makes the JSON text that the app's service worker reads. */
export function notificationText(
  kind: NotificationKind,
  language: ReminderLanguage,
  lectureId?: number,
): string {
  const hash = lectureId === undefined ? '#/' : `#/lectures/${lectureId}`;
  const text = JSON.stringify({ kind, ...texts[language][kind], language, hash });
  return text + ' '.repeat(Math.max(0, messageBytes - new TextEncoder().encode(text).length));
}
