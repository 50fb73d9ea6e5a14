import type { RouteName } from '../../../shared/contracts/routes.ts';
import type { OperationNotes } from './notes.ts';
import { ownTopicNotes } from './own-topic-notes.ts';

const fileHeaders = ['ETag', 'Cache-Control', 'Content-Encoding', 'Vary'] as const;

/** What is about the result of a lecture. */
const needAssessed = ['LECTURE_NOT_FOUND', 'LECTURE_NOT_FINISHED', 'NOT_ASSESSED'] as const;

const namesInEnglish =
  'Names and descriptions are Korean, or English where Accept-Language begins with `en` and the catalog has English.';

/** What the document says about a route beyond what the route itself declares. */
export const operationNotes: Readonly<Partial<Record<RouteName, OperationNotes>>> = {
  'issue-token': {
    description:
      'Call this once and keep the token: it does not expire, and nobody can restore a lost one. One address gets only so many tokens a day.',
    problems: ['TOO_MANY_TOKENS', 'NOT_CONFIGURED'],
    responseName: 'IssuedToken',
  },
  'create-transfer-code': {
    description:
      'The code works for ten minutes and for one device. A new code replaces the one before.',
    problems: ['TOO_MANY_TRANSFER_CODES', 'NOT_CONFIGURED'],
    responseName: 'TransferCode',
  },
  'redeem-transfer-code': {
    description:
      'Both devices then belong to the same user. A code that never existed, is used up, has expired or was replaced gets the same answer. Tries count among the address’s tokens of the day.',
    problems: ['TRANSFER_CODE_NOT_VALID', 'TOO_MANY_TOKENS', 'NOT_CONFIGURED'],
    responseName: 'TransferredToken',
  },
  'get-name': { responseName: 'UserName' },
  'get-consents': {
    description:
      'Every version of every purpose that was agreed to or withdrawn, with when and by whom. The list is exported and erased with the rest of the user.',
    responseName: 'Consents',
  },
  'change-consents': {
    description:
      'The call may be repeated: what already holds changes nothing. A withdrawal holds from when it arrives; an agreement that is older and arrives later does not undo it. No route demands a consent that was never given. Once PROCESSING_ABROAD is withdrawn, nothing more of the user is sent to a provider: what is submitted ends as FAILURE with CONSENT_WITHDRAWN, until the user agrees again. What was recorded and heard before stays the user’s: recordings are deleted after their retention, everything else when the user is deleted.',
    problems: ['TOO_MANY_CONSENTS'],
  },
  'get-reminders': { responseName: 'Reminders' },
  'change-reminders': {
    description:
      'The call may be repeated, and the app should repeat it whenever it starts: a device’s zone, language and subscription may have changed, and reminders that have ended begin again. A learner who never called this gets nothing. With `device`, this device is told when a lecture ends that was submitted with `notify`. With `daily` there is a reminder 23.5 hours after the last lecture: at most one a day, never from 21 to 8 in `zone`, fewer when the learner does not come, and none after the seventh, which says so. A learner has at most five devices. A message is encrypted for the device (RFC 8291) and holds JSON with `kind`, `title`, `body`, `language` and `hash`.',
    problems: ['PUSH_SERVICE_UNKNOWN', 'BUSY'],
    responseName: 'Reminders',
  },
  'list-lectures': {
    description:
      'The answer is a bare array of at most the newest 100. Where there are more than `limit`, the Link header names the next page.',
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Link'],
    responseName: 'LectureList',
  },
  'get-progress': {
    description:
      'The caller’s assessed lectures by topic, with the label of each key point, the answers to their pupils, and the labels that a corrected transcript or a disagreement changed. A page covers the newest 100 of all these, and the Link header names the page of older ones. Key points go by their numbers; their statements stand in a lecture’s feedback.',
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Link'],
    responseName: 'Progress',
  },
  'get-home': {
    description:
      'All that a first screen needs, in one cheap call. The first call of a day draws the quest, which stays until midnight in Seoul. A lecture counts for the day of its submission, and is counted once it has been judged; until then, ask again.',
    requestHeaders: ['Accept-Language'],
    responseName: 'Home',
  },
  'list-reviews': {
    description:
      'FSRS schedules topics from the judged results; a day’s first lecture on a topic is its review.',
    requestHeaders: ['Accept-Language'],
    responseName: 'Reviews',
  },
  'swap-quest': {
    description:
      'A second call on the same day, or a call for a quest that is done, answers the quest as it stands.',
    requestHeaders: ['Accept-Language'],
    responseName: 'SwappedQuest',
  },
  'delete-user': {
    description:
      'The deletion is final: the token stops working at once, and nothing can be restored. A repeated call gets the same answer.',
  },
  'export-user': {
    description:
      'Each page holds the user, the ranking’s sums and up to 40 lectures and 40 own topics, newest first. The first page also holds the consents, and the Link header names the next page. What comes from the catalog (names, and statements of key points) is in the reader’s language, as in any list; what was said and written stays as it was.',
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Link'],
    responseName: 'UserExport',
  },
  'list-majors': {
    description: namesInEnglish,
    requestHeaders: ['Accept-Language'],
    responseName: 'PageOfMajor',
  },
  'list-subjects': {
    requestHeaders: ['Accept-Language'],
    description: 'A major that does not exist gets an empty page.',
    responseName: 'PageOfSubject',
  },
  'list-topics': {
    requestHeaders: ['Accept-Language'],
    description: 'A subject that does not exist gets an empty page.',
    responseName: 'PageOfTopic',
  },
  'get-topic': {
    description:
      'The topic as in a list, with its card: an opening question, three words to use and a question to think about first.',
    problems: ['TOPIC_NOT_FOUND'],
    requestHeaders: ['Accept-Language'],
    responseName: 'TopicWithCard',
  },
  'presign-upload': {
    description:
      'PUT the recording (at most 25 MB) to the URL within ten minutes, then submit the URL without its query. Another URL costs nothing.',
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
    responseName: 'UploadUrl',
  },
  'submit-lecture': {
    description:
      'The call may be repeated: the same recording (or text) on the same topic is one lecture, and its current state is the answer. A lecture may be submitted before its upload has ended. A problem with the recording itself, or a used-up allowance, shows as status FAILURE of the lecture and never as an error here. With `keyPoints` the lecture is judged on those alone; the same recording for other key points, or for another parent, is another lecture.',
    problems: [
      'AUDIO_URL_NOT_YOURS',
      'TOPIC_NOT_FOUND',
      'KEY_POINT_NOT_FOUND',
      'PARENT_NOT_FOUND',
      'TOPIC_MISMATCH',
      'PURPOSE_MISMATCH',
      'TOPIC_NOT_READY',
    ],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
  },
  'get-ranking': {
    description:
      '`ranking` is null as long as the learner has no place. `message` says it in Korean, or in English where Accept-Language begins with `en`. A recording counts if its learner had no graded recording of that topic, or of those bytes, in the 30 days before. Typed lectures do not count, and nobody is ranked on fewer than three topics.',
    requestHeaders: ['Accept-Language'],
    responseName: 'RankingView',
  },
  'create-reward-intent': {
    description:
      'The route exists only where a stage has rewards. It earns nothing by itself: a native app hands `customData` to AdMob as the custom data of a rewarded ad, and a lecture is added to today’s allowance once AdMob has told this service, mostly within seconds. A learner gets at most five a day, which end at midnight in Seoul. There are no ads for learners under 14.',
    problems: ['NOT_BEFORE_14', 'TOO_MANY_REWARDS', 'NOT_CONFIGURED'],
    responseName: 'RewardIntent',
  },
  'take-reward': {
    description:
      'This route is for AdMob alone, which signs the query (https://developers.google.com/admob/android/ssv): each parameter occurs once, `signature` and `key_id` come last, and the query has at most 2,000 characters. The call is answered at once and verified later. 200 says that it was understood and not that anything was credited: a test from AdMob’s console is understood too. The answer has no body.',
    problems: ['INVALID_CALLBACK'],
  },
  'get-lecture': {
    description:
      'Every lecture ends as SUCCESS, STT_EMPTY (nothing was heard) or FAILURE (`failureReason` says why). Until then wait for Retry-After seconds between two polls. Another user’s lecture is a 404. With `view=hints` the lecture gives a hint for each point that was missed, and withholds statements, corrections and weakness. With `with=parts` a lecture in progress shows the transcript as soon as there is one, and each key point as soon as it is judged; Retry-After then follows what is expected next.',
    problems: ['LECTURE_NOT_FOUND'],
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Retry-After'],
  },
  'reveal-answers': {
    description:
      'The first call is noted as `answersSeenAt`; repeated calls change nothing. The end of the pupil’s rounds sets the same note.',
    problems: needAssessed,
    requestHeaders: ['Accept-Language'],
  },
  'answer-pupil': {
    description:
      'An answer is a small lecture on one key point and keeps the promises of any lecture: it is uploaded to a URL of `presignUpload` or typed, repeated calls are one answer, it ends by its deadline, and its `id` can be polled. It costs a quarter of a lecture’s allowance. A question is answered once; after an answer that failed there may be another. The answer is shown as with `view=hints`.',
    problems: [
      'AUDIO_URL_NOT_YOURS',
      ...needAssessed,
      'QUESTION_NOT_OPEN',
      'TOPIC_MISMATCH',
      'PURPOSE_MISMATCH',
    ],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
  },
  'correct-transcript': {
    description:
      'A spoken lecture can be corrected once: send the whole transcript with what was misheard put right. At most 15 % of the heard characters may change, counted as people see them and without spacing (edit distance), so that it stays what was said. The correction is judged like a small lecture whose `id` can be polled, with the promises of any lecture, for a quarter of a lecture’s allowance. Then the lecture shows it as `revised` beside the first result, which keeps its score and its place in the ranking. Repeated calls are one correction; after one that failed there may be another. It is shown as with `view=hints`.',
    problems: [
      ...needAssessed,
      'NOT_A_LECTURE_ITSELF',
      'NOTHING_HEARD',
      'TRANSCRIPT_UNCHANGED',
      'TRANSCRIPT_CHANGED_TOO_MUCH',
      'ALREADY_CORRECTED',
    ],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
  },
  'dispute-label': {
    description:
      'The label of that key point is judged once more by itself, from the same passage and by the next endpoint of the chat settings where there is one. A point that was missing is searched for in the whole talk once more. A dispute is judged like a small lecture whose `id` can be polled, for a quarter of a lecture’s allowance. Where the second label is kinder, the lecture shows it as `revised`; the first result stays. A point is disputed once; after a dispute that failed there may be another. No judge reads the comment. The answer is shown as with `view=hints`.',
    problems: [
      ...needAssessed,
      'NOT_A_LECTURE_ITSELF',
      'KEY_POINT_NOT_FOUND',
      'NOTHING_TO_DISPUTE',
      'ALREADY_DISPUTED',
    ],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
  },
  'rate-lecture': {
    description: 'A new rating replaces the old one. The answer has no body.',
    problems: ['LECTURE_NOT_FOUND', 'LECTURE_NOT_FINISHED'],
  },
  ...ownTopicNotes,
  'get-league': {
    description:
      'A week goes from Monday to Sunday in Seoul. Lectures earn 10 points, answers to the pupil 3, and topics that were due 5 more, at most 60 a day. Scores earn none, and points do not count for the ranking. Some time after the end of a week it is closed: `last` then has the result, and every learner who did anything in that week has a seat in a new group.',
    requestHeaders: ['Accept-Language'],
    responseName: 'League',
  },
  'change-league': {
    description:
      'A repeated call changes nothing, and gives a group to a learner who takes part and has none. The moderation checks an own name first, and others see it as it was then. A learner who leaves disappears from the group at once, and gets the same place again on coming back in that week.',
    problems: [
      'NOT_BEFORE_14',
      'TEXT_NOT_FOR_SHARING',
      'TAKEN_DOWN',
      'CONSENT_WITHDRAWN',
      'TOO_MANY_NAMES',
      'MODERATION_UNAVAILABLE',
      'NOT_CONFIGURED',
    ],
    requestHeaders: ['Accept-Language'],
    responseName: 'League',
  },
  'get-api-docs': { responseHeaders: fileHeaders },
  'get-swagger-page': {
    description: 'The page needs no other server: all that it loads lies beside it.',
    problems: ['ROUTE_NOT_FOUND'],
    responseHeaders: fileHeaders,
  },
  'get-web-app': {
    description:
      'The page is compressed by brotli or gzip. An address without a slash at its end redirects to the one with it.',
    responseHeaders: fileHeaders,
  },
  'get-web-app-file': {
    description:
      'Browsers may keep files with a hash in their name for a year, and this route still answers them for a month after a release has replaced them. `settings.json` says what the app has to know about its stage.',
    problems: ['ROUTE_NOT_FOUND'],
    responseHeaders: fileHeaders,
  },
};
