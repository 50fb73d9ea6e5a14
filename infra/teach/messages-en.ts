import { sizeText } from '../../shared/client/wording.ts';
import { defaultApi, defaultWaitSeconds } from './arguments.ts';
import type { TerminalMessages } from './messages.ts';

const help = `Teaches by a recording or a text and prints the feedback; does what the app does.

Usage
  npm run teach -- FILE [--topic ID]     teach by a recording (or --text "…")
  npm run teach -- --lecture ID          show or wait for a lecture sent before
  npm run teach -- --topics              list all topics
  npm run teach -- --card ID             what to read of a topic before a talk

Learning
  --answer LECTURE FILE                  answer the pupil's question (or --text "…")
  --again LECTURE --point N FILE         teach one key point again
  --reveal LECTURE                       see the answers and explanations
  --dispute LECTURE --point N [--comment T]
                                         disagree with a label
  --correct LECTURE --text "…"           put right what was misheard
  --progress                             what was taught, by topic and key point

Your own topics
  --my-topics                            list them
  --make-topic TITLE [--notes FILE]      have one made of what you are studying
  --my-topic ID                          show one
  --edit-topic ID --points FILE [--title T]
                                         change its key points: lines of "WEIGHT STATEMENT"
  --delete-topic ID                      delete one

Sharing
  --share-topic ID                       make a code for one of your topics
  --stop-sharing ID                      have that code work no longer
  --shared-topic CODE                    look at a topic that somebody shares
  --copy-topic CODE                      make it one of your own
  --report-topic CODE --reason REASON    report it: wrong, offensive,
                                         personal-data, spam or other

Other devices, and consents
  --make-code                            make a code for another device
  --use-code CODE [--force]              go on here by the code of another device
  --consents                             what you agreed to
  --agree PURPOSE [--guardian]           dispute-studies or processing-abroad
                                         (--guardian: under 14, by your guardian)
  --withdraw PURPOSE                     take that back

Options
  --topic ID         the topic to teach; by default the catalog's first
  --api URL          the deployment; by default LEARNING_MATE_API from the
                     environment, else ${defaultApi} (or at PORT)
  --lang ko|en       language; by default English only if LANG starts with en
  --full             print the whole transcript
  --force            upload even an empty file or one over 25 MiB;
                     with --use-code: lose the login in use
  --wait-seconds N   how long to wait for the result; by default ${defaultWaitSeconds}
  --login-file FILE  where logins are kept; by default .local/teach.json
  -h, --help         this help

Exit codes: 0 received what was asked for, 1 any other end, 2 wrong usage, 130 Ctrl-C
`;

const usage: TerminalMessages['usage'] = {
  'unknown-option': ({ option }) => `Unknown option: ${option}`,
  'value-missing': ({ option }) => `${option} needs a value.`,
  'value-not-taken': ({ option }) => `${option} takes no value.`,
  'value-invalid': ({ option, value }) => `Not a valid value for ${option}: ${value}`,
  'file-missing': () => 'Name a recording: npm run teach -- FILE',
  'too-many-files': () => 'Only one recording at a time.',
  'option-missing': ({ option }) => `${option} is needed, too.`,
  'option-alone': ({ option }) => `${option} says nothing by itself.`,
  'options-exclude': ({ options }) => `These exclude each other: ${options.join(', ')}`,
};

const ownTrouble: TerminalMessages['ownTrouble'] = {
  'file-missing': ({ path }) => [`No such file: ${path}`],
  'file-unreadable': ({ path, reason }) => [`The file cannot be read: ${path} (${reason})`],
  'file-empty': ({ path }) => [
    `The file is empty: ${path}`,
    'Add --force to upload it all the same.',
  ],
  'file-too-large': ({ path, sizeBytes }) => [
    `The file is over 25 MiB: ${path} (${sizeText(sizeBytes)})`,
    'Add --force to upload it all the same.',
  ],
  'no-topics': () => ['The catalog has no topic at all.'],
  'no-question': ({ lectureId }) => [
    `Nothing is asked of lecture #${lectureId} now.`,
    'Open it by --lecture to see which question is left.',
  ],
  'no-points': ({ line, path }) => [
    `This line is no key point: ${line}`,
    `${path} has one a line: a weight from 1 to 5, and a statement.`,
  ],
  'no-kept-login': ({ api }) => [
    `No login is kept for ${api}.`,
    'Only the login that sent a lecture can see it. Check --api and --login-file.',
  ],
  'login-in-place': ({ name }) => [
    `The login of ${name} is used here already.`,
    'With the code its records can be seen here no longer. Add --force if you mean that, or keep both by another --login-file.',
  ],
  'logins-damaged': ({ path }) => [
    `The file of kept logins is damaged: ${path}`,
    'Remove it to begin with a new login; lectures of the old one can then be seen no longer.',
  ],
  interrupted: () => ['Stopped.'],
};

export const english: TerminalMessages = {
  help,
  steps: {
    login: 'Login',
    topic: 'Topic',
    upload: 'Upload',
    lecture: 'Lecture',
    question: 'Question',
    progress: 'Progress',
    heard: 'Heard',
    judged: 'Judged',
  },
  loginIssued: (name) => `${name} (newly issued)`,
  loginTakenOver: (name) => `${name} (from your other device)`,
  loginRenewed: 'The kept login works no longer (401); getting a new one.',
  loginNotKept: (reason) => `The login could not be kept (${reason}); it is used this once.`,
  topicDeleted: (topicId) => `#${topicId} deleted`,
  codeMade: (moment) =>
    `Type this code in the settings of your other device, or there at npm run teach -- --use-code. It works once, until ${moment}. Show it to nobody else.`,
  consentsNone: 'Nothing was agreed to or withdrawn yet.',
  consentGiven: (moment, byGuardian) =>
    byGuardian ? `Your guardian agreed on ${moment}.` : `You agreed on ${moment}.`,
  consentWithdrawn: (moment) => `Withdrawn on ${moment}.`,
  mayStudy: 'May it be studied? It is looked at again all the same if you do not agree.',
  file: 'FILE',
  submitted: (lectureId) => `#${lectureId} submitted`,
  goesOn: 'The lecture goes on without you. To look at it:',
  seconds: (seconds) => `${seconds} s`,
  more: '(--full for all of it)',
  sampleRemedy: 'For a real result: OPENAI_API_KEY=sk-… npm start',
  usage,
  moreUsage: 'More: npm run teach -- --help',
  ownTrouble,
  remedies: {
    unreachable:
      'If it is local, start it with npm start in another terminal; otherwise check --api.',
    'not-the-contract': 'Check that --api names the backend.',
    topic: '--topics lists the topic ids.',
    lecture: 'Check --api and the id.',
  },
};
