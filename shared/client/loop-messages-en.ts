import type { LoopMessages } from './loop-messages.ts';

export const englishLoop: LoopMessages = {
  hints: 'Hints',
  hintsLead: 'Try to recall it before you see the answers.',
  met: 'Well explained',
  pupilAsks: 'Your pupil asks',
  roundText: (round, of) => `Question ${round} of ${of}`,
  pupilListens: 'Your pupil is listening',
  answered: 'You answered',
  answerStatuses: {
    IN_PROGRESS: 'listening',
    STT_EMPTY: 'No speech was found. Please answer again.',
    FAILURE: 'This answer could not be assessed. Please answer again.',
  },
  understood: 'Your pupil has understood!',
  askedOut: 'That was the last question',
  explanation: 'One way to explain it',
  understanding: 'Understanding',
  understandingText: (score, understanding) =>
    understanding > score
      ? `At first ${score} points; with your answers ${understanding}.`
      : `Still ${score} points, as at first.`,

  disputeFailed: 'It could not be assessed again. Please try once more.',
  correctFailed: 'Your correction could not be assessed. Please send it again.',

  ownTopics: 'My topics',
  openingQuestion: 'Opening question',
  words: 'Words you could use',
  thinkFirst: 'Think about this first',
  misconceptions: 'Common mistakes',
  notes: 'Your notes',
  weightText: (weight) => `weight ${weight}`,
  topicStatuses: { PREPARING: 'being prepared', READY: 'ready', FAILED: 'not prepared' },
  topicFailures: {
    ASSESSMENT_REJECTED: 'The preparation was not accepted. Change the title or notes a little.',
    ASSESSMENT_REFUSED: 'The model declined to prepare this. Please try another topic.',
    ASSESSMENT_INVALID: 'What came back was of no use. Making it again usually helps.',
    QUOTA_EXCEEDED: 'You have used up what you can do today. Please make it tomorrow.',
    UNKNOWN: 'Something went wrong for an unknown reason. Please make it again.',
    PROVIDER_UNAVAILABLE: 'The preparing service did not answer. Make it again in a while.',
    DEADLINE_EXCEEDED: 'It could not be prepared within 15 minutes. Make it again in a while.',
    INTERNAL_ERROR: 'Something went wrong on our side. Make it again in a while.',
  },

  share: 'Share the topic',
  shareWhy:
    'Whoever has the code can take this topic and teach it. They see its key points, and neither your notes nor your name.',
  shareUntil: (moment) => `Others can take it with this code until ${moment}.`,
  shareStopped: 'The code no longer works. Whoever has taken the topic keeps it.',
  copiedFrom: (code) => `You were given this topic (code ${code}).`,
  codeLabel: 'The code you were given (16 characters)',
  codeWrong: 'A code has 16 letters and digits. Please check it.',
  report: 'Report this topic',
  reported: 'Reported. Operators will look at it.',

  progress: 'Progress by topic',
  progressEmpty: 'Once a lecture is assessed, its topic shows here.',
  pointText: (keyPoint) => `Point ${keyPoint}`,
  answersGiven: 'Answers to your pupil',
  timesTaught: (count) => `taught ${count === 1 ? 'once' : `${count} times`}`,
  chain: 'Taught in a row',
  chainFirst: 'First',
  againText: (keyPoints) =>
    `${keyPoints.length === 1 ? 'Point' : 'Points'} ${keyPoints.join(', ')} again`,
};
