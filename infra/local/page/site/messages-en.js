/**
 * What index.html says in Korean, by its `data-text` and `data-label` names.
 * @type {Record<string, string>}
 */
export const englishDocument = {
  skip: 'Skip to the content',
  'nav.label': 'Screens',
  'nav.teach': 'Teach',
  'nav.records': 'My record',
  'standIn.title': 'A local stand-in answers, not OpenAI.',
  'standIn.detail':
    "It recognises no speech (it reads a recording's tag) and only matches words, so scores and feedback are not an AI's. Start again with OPENAI_API_KEY set for the real thing.",
  'teach.title': 'What will you teach?',
  'teach.lead': 'Explain it aloud and see what you know and what you missed.',
  'topic.title': 'Topic',
  'topic.major': 'Field',
  'topic.subject': 'Subject',
  'topic.topic': 'Topic',
  'way.title': 'How to teach',
  'way.record': 'Record',
  'way.file': 'File',
  'way.type': 'Write',
  'file.choose': 'Choose a recording',
  'file.drop': 'or drop it here. webm, m4a, mp3, wav and the like, up to 25 MiB',
  'type.label': 'Your explanation in writing',
  'type.hint': 'For quiet places. Written lectures do not count in the ranking.',
  'type.send': 'Send',
  'take.title': 'Recording to send',
  'take.send': 'Send this',
  'take.drop': 'Choose again',
  'records.title': 'My record',
  'records.chart': 'Scores over time',
  'records.ranking': 'Ranking',
  'records.list': 'What you taught so far',
  'records.more': 'Show more',
  'name.title': 'Change your name',
  'name.label': 'Name (1–30 characters)',
  'name.save': 'Save',
  'name.cancel': 'Cancel',
};

/** @type {import('./messages-ko.js').Messages['stages']} */
const stages = {
  WAITING_FOR_UPLOAD: 'Uploading the recording',
  QUEUED: 'Waiting its turn',
  TRANSCRIBING: 'Turning speech into text',
  ASSESSING: 'Assessing the explanation',
  DONE: 'Feedback ready',
};

/** @type {import('./messages-ko.js').Messages['keyPointLabels']} */
const keyPointLabels = {
  covered: 'Explained',
  partial: 'Partly explained',
  missing: 'Missed',
  wrong: 'Wrong',
  transcription_error: 'Probably misheard',
};

/** @type {import('./messages-ko.js').Messages['failureReasons']} */
const failureReasons = {
  UPLOAD_MISSING: 'The recording never arrived. Check the connection and send it again.',
  RECORDING_EMPTY: 'The recording is empty. Check the microphone and record again.',
  RECORDING_TOO_LARGE: 'The recording is over 25 MiB. Record less or compress it.',
  RECORDING_NOT_AUDIO: 'This is not audio. Send a recording such as webm, m4a, mp3 or wav.',
  RECORDING_FORMAT_UNSUPPORTED:
    'Recordings of this format cannot be heard. Record as m4a, mp3, wav, webm, ogg or flac.',
  RECORDING_TOO_LONG: 'The recording is too long. Please teach in a shorter one, or in parts.',
  RECORDING_CHANGED: 'The recording was replaced while it was processed. Please send it again.',
  SPEECH_REJECTED:
    'Speech recognition could not read this recording. It may be damaged: please record anew.',
  ASSESSMENT_REJECTED: 'The assessment was not accepted. Try again in slightly different words.',
  ASSESSMENT_REFUSED:
    'The assessing model declined to assess this. Please explain the topic once more.',
  ASSESSMENT_INVALID: "The assessing model's answer was of no use. Sending again mostly helps.",
  QUOTA_EXCEEDED: 'You have used up what you can teach today. Rest well, and come back.',
  UNKNOWN: 'Something went wrong that we cannot name. Please send it again.',
  PROVIDER_UNAVAILABLE: 'Speech recognition or assessment did not answer. Try again in a while.',
  PROVIDER_QUOTA:
    'The service is out of its AI quota. It works again once its operator tops it up.',
  DEADLINE_EXCEEDED: 'It could not be finished within 15 minutes. Try again in a while.',
  INTERNAL_ERROR: 'Something went wrong on our side. Try again in a while.',
};

/** @type {import('./messages-ko.js').Messages['microphoneRefusals']} */
const microphoneRefusals = {
  denied:
    'The microphone is not allowed. Allow it at the lock (or settings) beside the address, then press again. You can also teach with a file or in writing.',
  missing: 'No microphone was found. Plug one in, or teach with a file or in writing.',
  busy: 'Another app seems to be using the microphone. Close it and press again.',
  unsupported:
    'This browser (or address) cannot record. Check that it is opened as localhost, or teach with a file or in writing.',
};

/** @param {number} count @param {string} one @param {string} many */
const times = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** @param {number} seconds */
const lengthText = (seconds) => {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
};

/** @type {import('./messages-ko.js').Messages} */
export const english = {
  stages,
  keyPointLabels,
  failureReasons,
  microphoneRefusals,
  documentTitle: 'Learning Mate · learn by teaching aloud',
  nameButton: (name) => `${name} · change your name`,
  nameWrong: 'A name has 1–30 visible characters.',
  nameSaved: (name) => `Your name is now ${name}.`,

  topicsLoading: 'Loading topics…',
  topicMissing: 'Choose a topic first.',
  recordStart: 'Start recording',
  recordAsking: 'Opening the microphone…',
  recordStop: 'Stop recording',
  recordHint: 'You have up to 5 minutes.',
  recordStarted: 'Recording has started.',
  recordQuiet: 'Hardly anything is to be heard. Please check the microphone.',
  recordOfLimit: (elapsed) => `${elapsed} / 5:00`,
  recordLimitReached: 'Five minutes are up, so the recording has stopped.',
  recordEmpty: 'Nothing was recorded. Please try again.',
  takeRecorded: (elapsed, size) => `Just recorded · ${elapsed} · ${size}`,
  takeFile: (name, size) => `${name} · ${size}`,
  takeTroubles: {
    silent: 'Hardly anything is to be heard in it. Listen to it, and record again if it is faint.',
    tooLong: 'It is longer than 10 minutes. Please teach in less, or in parts.',
    notAudio: 'This browser could not read it as sound. Please check that it is a recording.',
  },
  fileEmpty: 'This file is empty. Please choose another.',
  fileTooLarge: 'This file is over 25 MiB. Record less or compress it.',
  typeCount: (count, most) => `${count} / ${most} characters`,
  typeTooLong: 'This is too long: 5,000 characters at most.',
  typeEmpty: 'Write your explanation first.',

  sending: 'Sending',
  working: 'Listening to you',
  workingHint: 'You may leave this screen: the result will be in your record.',
  sendingHint: 'Keep this screen open until all of it is up.',
  stepSendText: 'Sending the text',
  stepDone: 'done',
  stepNow: 'under way',
  stepLater: 'to come',
  uploaded: (percent) => `${percent}% uploaded`,
  cancel: 'Cancel',
  lectureLoading: 'Loading…',

  feedbackTitle: 'Feedback',
  scoreText: (score) => `${score} out of 100 points`,
  scoreUnit: 'points',
  verdicts: {
    great: 'Beautifully taught!',
    good: 'You covered most of the essentials.',
    some: 'A good start. A little more and it is whole.',
    little: 'Many of the essentials are still missing.',
    none: 'None of the essentials of this topic were found.',
  },
  sampleTitle: 'This is a sample result',
  sampleWhy:
    'Without an API key the recording could not be recognised. What follows is a sample made of this topic’s words; nothing you said was assessed.',
  sampleKey: 'For a real result, set a key and start again.',
  sampleTyped: 'Without a key you can still teach in writing: what you write is compared by words.',
  sampleScore: 'A sample score, not one of your recording.',
  strength: 'What went well',
  weakness: 'What to improve',
  keyPoints: 'Key points',
  keyPointsCovered: (covered, all) => `${covered} of ${all} explained`,
  saidQuote: 'You said',
  corrections: 'Corrections',
  said: 'You said',
  right: 'Right is',
  delivery: 'Delivery',
  duration: 'Length',
  rate: 'Pace',
  pauses: 'Pauses',
  longestPause: 'Longest pause',
  fillers: 'Fillers',
  lengthText,
  rateText: (syllables) => `${syllables.toFixed(1)} syllables/s`,
  pauseText: (seconds) => `${seconds.toFixed(1)} s`,
  timesText: (count) => times(count, 'time', 'times'),
  nextSteps: 'Next steps',
  transcript: 'Transcript',
  transcriptTyped: 'What you wrote',
  rateQuestion: 'Was this feedback helpful?',
  faces: ['Not at all', 'Not much', 'So-so', 'Helpful', 'Very helpful'],
  rated: 'Thank you. You can change this at any time.',
  again: 'Teach this topic again',
  other: 'Choose another topic',
  sendAgain: 'Send the same recording again',
  sendTextAgain: 'Send the same text again',
  toRecords: 'See my record',

  silentTitle: 'No speech was found',
  silentText:
    'There were no words to be made out in the recording. Check that the microphone is on, come a little closer and try again.',
  failedTitle: 'This could not be assessed',
  failedText: 'Something went wrong that we cannot name. Please send it again.',
  quotaTitle: 'That is all for today',
  nextAllowance: (moment) => `You can teach again from ${moment}.`,
  failureCode: (code) => `Reason code: ${code}`,

  unreachable:
    'The server cannot be reached. Check that the local stack is running, and try again.',
  problem: (status, detail) =>
    detail === ''
      ? `The request was not accepted (HTTP ${status}).`
      : `The request was not accepted: ${detail} (HTTP ${status})`,
  uploadRefused: (status) =>
    `The store did not take the recording (HTTP ${status}). Please send it again.`,
  uploadBroken: 'The connection broke during the upload. Please send it again.',
  notFound: 'This lecture cannot be found. Only the login that taught it can see it.',
  retry: 'Try again',

  recordsEmpty: 'You have not taught anything yet. Shall we pick a first topic?',
  recordsStart: 'Go and teach',
  recordsCount: ({ count, typed, isAll }) =>
    `You have taught ${isAll ? '' : 'the latest '}${times(count, 'lecture', 'lectures')}.` +
    (typed === 0 ? '' : ` ${typed} of them in writing, which count here and in the chart too.`),
  typed: 'in writing',
  statuses: { IN_PROGRESS: 'in progress', STT_EMPTY: 'no speech', FAILURE: 'not assessed' },
  chartFew: 'With two scores or more, their course is drawn here.',
  chartText: ({ count, first, last, best }) =>
    `Scores of the last ${count} lectures: first ${first}, last ${last}, best ${best}.`,
};
