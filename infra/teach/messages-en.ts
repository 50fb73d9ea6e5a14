import { sizeText } from '../../shared/client/wording.ts';
import { defaultApi, defaultWaitSeconds } from './arguments.ts';
import type { TerminalMessages } from './messages.ts';
import type { UsageProblem } from './trouble.ts';

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

const usage = (problem: UsageProblem): string => {
  switch (problem.kind) {
    case 'unknown-option':
      return `Unknown option: ${problem.option}`;
    case 'value-missing':
      return `${problem.option} needs a value.`;
    case 'value-not-taken':
      return `${problem.option} takes no value.`;
    case 'value-invalid':
      return `Not a valid value for ${problem.option}: ${problem.value}`;
    case 'file-missing':
      return 'Name a recording: npm run teach -- FILE';
    case 'too-many-files':
      return 'Only one recording at a time.';
    case 'option-missing':
      return `${problem.option} is needed, too.`;
    case 'option-alone':
      return `${problem.option} says nothing by itself.`;
    case 'options-exclude':
      return `These exclude each other: ${problem.options.join(', ')}`;
  }
};

const ownTrouble: TerminalMessages['ownTrouble'] = (end) => {
  switch (end.kind) {
    case 'usage':
      return [usage(end.problem), 'More: npm run teach -- --help'];
    case 'file-missing':
      return [`No such file: ${end.path}`];
    case 'file-unreadable':
      return [`The file cannot be read: ${end.path} (${end.reason})`];
    case 'file-empty':
      return [`The file is empty: ${end.path}`, 'Add --force to upload it all the same.'];
    case 'file-too-large':
      return [
        `The file is over 25 MiB: ${end.path} (${sizeText(end.sizeBytes)})`,
        'Add --force to upload it all the same.',
      ];
    case 'no-topics':
      return ['The catalog has no topic at all.'];
    case 'no-question':
      return [
        `Nothing is asked of lecture #${end.lectureId} now.`,
        'Open it by --lecture to see which question is left.',
      ];
    case 'no-points':
      return [
        `This line is no key point: ${end.line}`,
        `${end.path} has one a line: a weight from 1 to 5, and a statement.`,
      ];
    case 'no-kept-login':
      return [
        `No login is kept for ${end.api}.`,
        'Only the login that sent a lecture can see it. Check --api and --login-file.',
      ];
    case 'login-in-place':
      return [
        `The login of ${end.name} is used here already.`,
        'With the code its records can be seen here no longer. Add --force if you mean that, or keep both by another --login-file.',
      ];
    case 'logins-damaged':
      return [
        `The file of kept logins is damaged: ${end.path}`,
        'Remove it to begin with a new login; lectures of the old one can then be seen no longer.',
      ];
    case 'interrupted':
      return ['Stopped.'];
  }
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
  ownTrouble,
  remedies: {
    unreachable:
      'If it is local, start it with npm start in another terminal; otherwise check --api.',
    'not-the-contract': 'Check that --api names the backend.',
    topic: '--topics lists the topic ids.',
    lecture: 'Check --api and the id.',
  },
};
