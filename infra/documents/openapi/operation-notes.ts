import type { RouteName } from '../../../shared/contracts/routes.ts';
import type { OperationNotes } from './notes.ts';
import { ownTopicNotes } from './own-topic-notes.ts';

const fileHeaders = ['ETag', 'Cache-Control', 'Content-Encoding', 'Vary'] as const;

const namesInEnglish =
  'Names and descriptions are Korean, or English where Accept-Language starts with it and the catalog has it.';

/** What the document says of a route beyond what the route itself declares. */
export const operationNotes: Readonly<Partial<Record<RouteName, OperationNotes>>> = {
  'issue-token': {
    description:
      'Call this once and keep the token: it does not expire, and nobody can restore a lost one. One address gets a limited number of tokens a day.',
    problems: ['TOO_MANY_TOKENS', 'NOT_CONFIGURED'],
    responseName: 'IssuedToken',
  },
  'create-transfer-code': {
    description:
      'Good for ten minutes and for one device. A new one takes the place of the one before.',
    problems: ['TOO_MANY_TRANSFER_CODES', 'NOT_CONFIGURED'],
    responseName: 'TransferCode',
  },
  'redeem-transfer-code': {
    description:
      'Both devices then belong to the same user. One answer for a code that was never made, is used up, has run out or was replaced. Tries count among the address’s tokens of the day.',
    problems: ['TRANSFER_CODE_NOT_VALID', 'TOO_MANY_TOKENS', 'NOT_CONFIGURED'],
    responseName: 'TransferredToken',
  },
  'get-name': { responseName: 'UserName' },
  'get-consents': {
    description:
      'Every version of every purpose that was agreed to or withdrawn, when and by whom. It is exported and erased with the rest of the user.',
    responseName: 'Consents',
  },
  'change-consents': {
    description:
      'May be repeated: what already holds changes nothing. A withdrawal holds from its arrival on; what was agreed to before that and is sent later does not undo it. No route asks for a consent that was never given. Once PROCESSING_ABROAD is withdrawn, nothing more of the user is sent to a provider: what is submitted ends as FAILURE with CONSENT_WITHDRAWN, until it is agreed to again. What was recorded and heard before stays the user’s: recordings go with their time, all else when the user is deleted.',
    problems: ['TOO_MANY_CONSENTS'],
  },
  'get-reminders': { responseName: 'Reminders' },
  'change-reminders': {
    description:
      'May be repeated, and should be when the app starts: a device’s zone, language and subscription may have changed, and reminders that have ended begin again. Nothing is sent to whoever never called this. With `device`, this device is told when a lecture ends that was submitted with `notify`. With `daily` there is a reminder 23.5 hours after the last lecture, one a day at most, never from 21 to 8 in `zone`, fewer when nobody answers and none after the seventh, which says so. A learner has five devices at most. What is delivered is encrypted for the device (RFC 8291) and holds JSON with `kind`, `title`, `body`, `language` and `hash`.',
    problems: ['PUSH_SERVICE_UNKNOWN', 'BUSY'],
    responseName: 'Reminders',
  },
  'list-lectures': {
    description:
      'A bare array of the newest 100 at most. Where there are more than `limit`, the Link header names the next page.',
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Link'],
    responseName: 'LectureList',
  },
  'get-progress': {
    description:
      'My assessed lectures by topic, with the label of each key point, what their pupils were answered, and which labels were changed by a corrected transcript or a disagreement, out of the newest 100 of all these; the Link header names the page of older ones. Key points go by their numbers: what they say stands in a lecture’s feedback.',
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Link'],
    responseName: 'Progress',
  },
  'get-home': {
    description:
      'All that a first screen needs, in one cheap call. The first one of a day draws the quest, which stays until midnight in Seoul. A lecture counts on the day of its submission, once it was judged; until then ask again.',
    requestHeaders: ['Accept-Language'],
    responseName: 'Home',
  },
  'list-reviews': {
    description:
      'Topics are scheduled by FSRS from the judged results; a day’s first lecture on a topic is its review.',
    requestHeaders: ['Accept-Language'],
    responseName: 'Reviews',
  },
  'swap-quest': {
    description:
      'Asked again on the same day, or for a quest that is done, it answers the quest that stands.',
    requestHeaders: ['Accept-Language'],
    responseName: 'SwappedQuest',
  },
  'delete-user': {
    description:
      'For good: the token is dead from now on and nothing can be restored. Asking again is answered the same.',
  },
  'export-user': {
    description:
      'Each page holds the user, the ranking’s sums and up to 40 lectures and 40 own topics, newest first, and the first one the consents; the Link header names the next page. What is the catalog’s, names and statements of key points, comes in the reader’s language, as in any list; what was said and written is as it was.',
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
    description: 'A major that does not exist has an empty page.',
    responseName: 'PageOfSubject',
  },
  'list-topics': {
    requestHeaders: ['Accept-Language'],
    description: 'A subject that does not exist has an empty page.',
    responseName: 'PageOfTopic',
  },
  'get-topic': {
    description:
      'What a list says of the topic, and its card: an opening question, three words to use and a question to think about first.',
    problems: ['TOPIC_NOT_FOUND'],
    requestHeaders: ['Accept-Language'],
    responseName: 'TopicWithCard',
  },
  'presign-upload': {
    description:
      'PUT the recording (at most 25 MB) to the URL within ten minutes, then submit the URL without its query. Asking again costs nothing.',
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
    responseName: 'UploadUrl',
  },
  'submit-lecture': {
    description:
      'May be repeated: the same recording (or text) on the same topic is one lecture, and its current state is the answer. Submitting before the upload has ended is fine. What is wrong with the recording itself, a used-up allowance too, shows as status FAILURE of the lecture and never as an error here. With `keyPoints` the lecture is judged on those alone; the same recording sent for other key points, or for another parent, is another lecture.',
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
      '`ranking` is null as long as there is no place to name. `message` says it in Korean, or in English where Accept-Language starts with it. A recording counts if its learner had no graded one of that topic, nor of those bytes, in the 30 days before it; typed lectures do not count, and nobody is ranked on fewer than three topics.',
    requestHeaders: ['Accept-Language'],
    responseName: 'RankingView',
  },
  'create-reward-intent': {
    description:
      'Only where a stage has rewards; elsewhere the route is unknown. It earns nothing by itself: a native app hands `customData` to AdMob as the custom data of a rewarded ad, and a lecture is added to today’s allowance once AdMob has told this service, mostly within seconds. Five a day, which end at midnight in Seoul. There are no ads for learners under 14.',
    problems: ['NOT_BEFORE_14', 'TOO_MANY_REWARDS', 'NOT_CONFIGURED'],
    responseName: 'RewardIntent',
  },
  'take-reward': {
    description:
      'For AdMob alone, whose query is signed (https://developers.google.com/admob/android/ssv): each parameter once, `signature` and `key_id` last, 2,000 characters at most. It is answered at once and verified later. 200 says that it was understood, not that anything was credited: a test of the console is understood too. The answer has no body.',
    problems: ['INVALID_CALLBACK'],
  },
  'get-lecture': {
    description:
      'Every lecture ends: SUCCESS, STT_EMPTY (nothing was heard) or FAILURE (`failureReason` says why). Until then wait for Retry-After seconds between two polls. Another user’s lecture is a 404. With `view=hints` the lecture gives a hint for each point that was missed, and withholds statements, corrections and weakness. With `with=parts` a lecture in progress tells what was heard as soon as it was, and each key point as soon as it is judged; Retry-After follows what is expected.',
    problems: ['LECTURE_NOT_FOUND'],
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Retry-After'],
  },
  'reveal-answers': {
    description:
      'The first call is noted as `answersSeenAt`; repeats change nothing. The end of the pupil’s rounds notes the same.',
    problems: ['LECTURE_NOT_FOUND', 'LECTURE_NOT_FINISHED', 'NOT_ASSESSED'],
    requestHeaders: ['Accept-Language'],
  },
  'answer-pupil': {
    description:
      'A small lecture on the one key point, with the promises of any: uploaded to a URL of `presignUpload` or typed, repeats are one answer, it ends by its deadline, and its `id` can be polled. It costs a quarter of a lecture’s allowance. A question is answered once; an answer that failed makes room for another. It is shown as with `view=hints`.',
    problems: [
      'AUDIO_URL_NOT_YOURS',
      'LECTURE_NOT_FOUND',
      'LECTURE_NOT_FINISHED',
      'NOT_ASSESSED',
      'QUESTION_NOT_OPEN',
      'TOPIC_MISMATCH',
      'PURPOSE_MISMATCH',
    ],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
  },
  'correct-transcript': {
    description:
      'For a spoken lecture, once: the whole transcript with what was misheard put right. At most 15 % of the heard characters may be changed, counted as people see them and without spacing (edit distance), so that it stays what was said. It is judged like a small lecture whose `id` can be polled, with the promises of any, for a quarter of a lecture’s allowance; then the lecture shows it as `revised`, beside the first result, which stays with its score and its place in the ranking. Repeats are one correction; one that failed makes room for another. It is shown as with `view=hints`.',
    problems: [
      'LECTURE_NOT_FOUND',
      'LECTURE_NOT_FINISHED',
      'NOT_ASSESSED',
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
      'The label of that key point is judged once more, alone, by the same passage and by the next endpoint of the chat settings where there is one; a point that was missing is looked for in the whole talk once more. It is judged like a small lecture whose `id` can be polled, for a quarter of a lecture’s allowance. Where the second label is kinder, the lecture shows it as `revised`; the first result stays. A point is disputed once; a dispute that failed makes room for another. No judge reads the comment. It is shown as with `view=hints`.',
    problems: [
      'LECTURE_NOT_FOUND',
      'LECTURE_NOT_FINISHED',
      'NOT_ASSESSED',
      'NOT_A_LECTURE_ITSELF',
      'KEY_POINT_NOT_FOUND',
      'NOTHING_TO_DISPUTE',
      'ALREADY_DISPUTED',
    ],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseHeaders: ['Learning-Allowance-Remaining', 'Learning-Allowance-Reset'],
  },
  'rate-lecture': {
    description: 'Rating again replaces the rating. The answer has no body.',
    problems: ['LECTURE_NOT_FOUND', 'LECTURE_NOT_FINISHED'],
  },
  ...ownTopicNotes,
  'get-league': {
    description:
      'A week goes from Monday to Sunday in Seoul. Points are for lectures (10), answers to the pupil (3) and topics that were due (5 more), 60 a day at most, and never for scores; the ranking knows nothing of them. Some time after the end of a week it is closed: `last` has the result, and whoever did anything in it has a seat in a new group.',
    requestHeaders: ['Accept-Language'],
    responseName: 'League',
  },
  'change-league': {
    description:
      'Asked again it changes nothing, and gives a group to whoever takes part and has none. An own name is looked at by the moderation first, and shown as it was then. Who leaves is gone from the group at once, and has the same place again who comes back in that week.',
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
    description: 'Works without any other network: all it loads lies beside it.',
    problems: ['ROUTE_NOT_FOUND'],
    responseHeaders: fileHeaders,
  },
  'get-web-app': {
    description:
      'Compressed by brotli or gzip. At an address without a slash at its end it leads to the one with it.',
    responseHeaders: fileHeaders,
  },
  'get-web-app-file': {
    description:
      'Names with a hash in them are kept for a year, and are still answered for a month after a release has others in their place. `settings.json` says what the app has to know of its stage.',
    problems: ['ROUTE_NOT_FOUND'],
    responseHeaders: fileHeaders,
  },
};
