import type { Messages } from './messages.ts';

const whole = (seconds: number): string => {
  const rounded = Math.round(seconds);
  return rounded < 60 ? `${rounded} s` : `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
};

const notMine = 'This is not one of your topics: it was deleted, or another login made it.';

export const english: Messages = {
  stages: {
    WAITING_FOR_UPLOAD: 'Uploading the recording',
    QUEUED: 'Waiting in line',
    TRANSCRIBING: 'Turning speech into text',
    ASSESSING: 'Assessing the explanation',
    DONE: 'Feedback ready',
  },
  stageUnknown: 'In progress',
  statuses: { IN_PROGRESS: 'in progress', STT_EMPTY: 'no speech', FAILURE: 'not assessed' },
  keyPointLabels: {
    covered: 'Explained',
    partial: 'Partly explained',
    missing: 'Missed',
    wrong: 'Wrong',
    transcription_error: 'Probably misheard',
  },
  failureReasons: {
    UPLOAD_MISSING: 'The recording never arrived. Check the connection and send it again.',
    RECORDING_EMPTY: 'The recording is empty. Check the microphone and record again.',
    RECORDING_TOO_LARGE: 'The recording is over 25 MiB. Record less or compress it.',
    RECORDING_NOT_AUDIO: 'This is not audio. Send a recording such as webm, m4a, mp3 or wav.',
    RECORDING_FORMAT_UNSUPPORTED:
      'This recording format is not supported. Send m4a, mp3, wav, webm, ogg or flac.',
    RECORDING_TOO_LONG: 'The recording is too long. Please make it shorter, or teach in parts.',
    RECORDING_CHANGED: 'The recording was replaced while it was processed. Please send it again.',
    SPEECH_REJECTED:
      'Speech recognition could not read this recording. It may be damaged: please record again.',
    ASSESSMENT_REJECTED: 'The assessment was not accepted. Try again in slightly different words.',
    ASSESSMENT_REFUSED:
      'The assessing model declined to assess this. Please explain the topic once more.',
    ASSESSMENT_INVALID: "The assessing model's answer was of no use. Sending again usually helps.",
    QUOTA_EXCEEDED: 'You have used up what you can teach today. Rest well, and come back.',
    CONSENT_WITHDRAWN:
      'You withdrew your consent to AI services, so it was not sent to them. It can be sent once you agree again.',
    UNKNOWN: 'Something went wrong for an unknown reason. Please send it again.',
    PROVIDER_UNAVAILABLE: 'Speech recognition or assessment did not answer. Try again in a while.',
    PROVIDER_QUOTA:
      'The service is out of its AI quota. It works again once its operator tops it up.',
    DEADLINE_EXCEEDED: 'It could not be finished within 15 minutes. Try again in a while.',
    INTERNAL_ERROR: 'Something went wrong on our side. Try again in a while.',
  },
  problems: {
    INVALID_REQUEST: 'What was sent is not valid.',
    MALFORMED_JSON: 'The server could not read what was sent. Reload and try again.',
    INVALID_CALLBACK: 'Something went wrong. Please open the app again.',
    AUDIO_URL_NOT_YOURS: 'This recording was uploaded by another login. Please send it again.',
    PUSH_SERVICE_UNKNOWN: 'Notifications do not work in this browser. Please use another one.',
    KEY_POINT_NOT_FOUND: 'This topic has no such key point. Choose again.',
    PARENT_NOT_FOUND:
      'The lecture to teach again was not found. Choose one of yours on the same topic that was assessed.',
    TRANSCRIPT_UNCHANGED: 'This is what was heard. Correct the misheard words and send it again.',
    TRANSCRIPT_CHANGED_TOO_MUCH:
      'Too much was changed: only misheard words can be corrected. To say more, teach it again.',
    UNAUTHORIZED: 'The login no longer works. Please start again.',
    ROUTE_NOT_FOUND: 'This server does not know that. Check its address.',
    LECTURE_NOT_FOUND: 'This lecture cannot be found. Only the login that taught it can see it.',
    TOPIC_NOT_FOUND: 'This topic is not in the catalog. Please choose another.',
    TOPIC_NOT_READY: 'This topic is not prepared yet. Try again once it is.',
    TOO_MANY_TOPICS: 'You can have 50 topics of your own. Delete one and try again.',
    TEXT_NOT_FOR_SHARING:
      'It was not shared: something in it is not for learners to read. Change it and try again.',
    NOT_BEFORE_14: 'This is for learners from the age of 14.',
    CONSENT_WITHDRAWN:
      'You withdrew your consent to AI services, so its text cannot be checked. You can agree again when you next teach.',
    TAKEN_DOWN: 'Operators looked at a report and stopped the sharing of this topic for good.',
    SHARED_TOPIC_NOT_FOUND:
      'No topic is shared under this code. Check the code, or ask whoever shared it.',
    METHOD_NOT_ALLOWED: 'This server does not take such a request. Reload and try again.',
    TOPIC_MISMATCH: 'This recording was already sent for another topic.',
    PURPOSE_MISMATCH: 'This recording was already sent to explain other key points.',
    LECTURE_NOT_FINISHED: 'It is still being assessed. Try again once that is done.',
    NOT_ASSESSED: 'This lecture has no result. Choose one that was assessed.',
    QUESTION_NOT_OPEN:
      'This question cannot be answered now. Open the lecture again to see which one is left.',
    NOT_A_LECTURE_ITSELF:
      'This is a later answer or judgement. Please do it on the lecture that it belongs to.',
    NOTHING_HEARD: 'This lecture was not spoken, so nothing was misheard.',
    ALREADY_CORRECTED: 'The transcript of this lecture has already been corrected once.',
    NOTHING_TO_DISPUTE: 'This point already counts as well explained.',
    ALREADY_DISPUTED: 'This point has already been assessed once more.',
    BODY_TOO_LARGE: 'This is too long to be sent at once. Make it shorter and send it again.',
    TRANSFER_CODE_NOT_VALID:
      'There is no such code, it was used, or its ten minutes are over. Make a new one on the other device.',
    TOO_MANY_TRANSFER_CODES: 'You have made too many codes today. Try again tomorrow.',
    TOO_MANY_CONSENTS: 'Consent was changed too often today. Try again tomorrow.',
    TOO_MANY_TOKENS: 'Too many people have started from here today. Try again tomorrow.',
    TOO_MANY_NAMES: 'No more names can be shown today. Try again tomorrow.',
    TOO_MANY_SHARES: 'No more topics can be shared today. Try again tomorrow.',
    TOO_MANY_CODES: 'Too many codes did not work today. Try again tomorrow.',
    TOO_MANY_REPORTS: 'No more can be reported today. Try again tomorrow.',
    TOO_MANY_REWARDS: 'You have earned all you can today. There is more tomorrow.',
    MODERATION_UNAVAILABLE:
      'Its text cannot be checked right now, so it was not shared. Try again in a while.',
    BUSY: 'It is very busy right now. Try again in a while.',
    NOT_CONFIGURED: 'The service is not set up correctly; its operator was told. Try again later.',
    INTERNAL: 'Something went wrong on our side. Try again in a while.',
  },
  problemsOf: {
    'POST /api/v1/users/token': {
      TOO_MANY_TOKENS: 'Too many codes were typed from here today. Try again tomorrow.',
    },
    'GET /api/v1/users/topics/{id}': { TOPIC_NOT_FOUND: notMine },
    'PUT /api/v1/users/topics/{id}': { TOPIC_NOT_FOUND: notMine },
    'DELETE /api/v1/users/topics/{id}': { TOPIC_NOT_FOUND: notMine },
    'POST /api/v1/users/topics/{id}/share': { TOPIC_NOT_FOUND: notMine },
    'DELETE /api/v1/users/topics/{id}/share': { TOPIC_NOT_FOUND: notMine },
  },
  reportReasons: {
    WRONG: 'It teaches something wrong',
    OFFENSIVE: 'It is offensive, or not suitable for learners',
    PERSONAL_DATA: 'It has personal data of somebody',
    SPAM: 'It is advertising or a joke',
    OTHER: 'For another reason',
  },
  troubles: {
    unreachable: 'The server cannot be reached. Check the connection and try again.',
    'no-answer': 'The server took too long to answer. Try again in a while.',
    'not-the-contract': 'This is not the answer of a Learning Mate server. Check its address.',
    'upload-refused': 'The store did not take the recording. Please send it again.',
    'upload-broken': 'The connection broke during the upload. Please send it again.',
    'waited-too-long': 'It is not finished yet.',
  },
  problemUnknown: (detail) => `The request was not accepted: ${detail}`,

  silentTitle: 'No speech was found',
  silentText:
    'No words could be made out in the recording. Check that the microphone is on, come a little closer and try again.',
  failedTitle: 'This could not be assessed',
  quotaTitle: 'That is all for today',
  nextAllowance: (moment) => `You can teach again from ${moment}.`,
  reasonCode: (code) => `Reason code: ${code}`,

  feedbackTitle: 'Feedback',
  score: 'Score',
  scoreText: (score) => `${score} out of 100 points`,
  strength: 'What went well',
  weakness: 'What to improve',
  keyPoints: 'Key points',
  keyPointsCovered: (covered, all) => `${covered} of ${all} explained`,
  corrections: 'Corrections',
  said: 'You said',
  right: 'Correct is',
  delivery: 'Delivery',
  nextSteps: 'Next steps',
  transcript: 'Transcript',
  transcriptTyped: 'What you wrote',

  correctTitle: 'Correct misheard words',
  correctWhy:
    'Write it as you said it. You can correct only what was misheard, up to 15% of the characters, once. The corrected text is assessed again; the first score and the ranking stay.',
  correctSend: 'Send the corrected text',
  disputeTitle: 'I disagree with this',
  disputeWhy:
    'This point alone is assessed once more. You can ask once, and it only changes for the better. It counts as a quarter of a lecture.',
  disputeComment: 'Why do you think so? (Optional, and not part of the assessment)',
  disputeSend: 'Look again',
  consentPurposes: {
    PROCESSING_ABROAD:
      'Recordings and texts go to AI services, which may be abroad, to be turned into text and assessed.',
    DISPUTE_STUDIES:
      'People may study what you said on points that you dispute, without your name, to improve the assessment.',
  },
  withGuardian: 'Under 14, please read this with your guardian and decide together.',
  disputeOpen: 'Being looked at again',
  disputeKinder: 'On a second look you explained it better',
  disputeSame: 'A second look did not make it better',
  revisedTitle: 'On a second look',
  revisedText: (score) =>
    `On a second look, ${score} out of 100. The first score and the ranking stay.`,
  revisedBy: {
    result: 'First assessment',
    transcript: 'By the corrected text',
    disagreement: 'Changed on a second look',
  },

  sampleTitle: 'This is a sample result',
  sampleWhy:
    'Without an API key the recording could not be recognised. What follows is a sample made of this topic’s words; nothing you said was assessed, and it stays out of the ranking.',

  duration: 'Length',
  durationText: whole,
  rate: 'Pace',
  rateText: (syllables) => `${syllables.toFixed(1)} syllables/s`,
  pauses: 'Pauses',
  longestPause: 'Longest pause',
  pauseText: (seconds) => `${seconds.toFixed(1)} s`,
  fillers: 'Fillers',
  timesText: (count) => `${count} ${count === 1 ? 'time' : 'times'}`,
};
