import { typedTransferCode } from '../../shared/client/account-calls.ts';
import { typedTopicCode } from '../../shared/client/loop-wording.ts';
import { english } from '../../shared/client/messages-en.ts';
import { TeachTrouble, type UsageProblem } from './trouble.ts';

/** A talk: a recording or a text. */
export type Said =
  | { readonly kind: 'file'; readonly file: string; readonly force: boolean }
  | { readonly kind: 'text'; readonly text: string };

/** The options of a command line by their names. */
export interface Given {
  readonly files: readonly string[];
  readonly has: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  /** @throws TeachTrouble where the value is not an id */
  readonly id: (name: string) => number | undefined;
}

const wrong = (problem: UsageProblem) => new TeachTrouble({ kind: 'usage', problem });

/** Reads what a task is made of. Each throws TeachTrouble of kind `usage` where it is missing or wrong. */
const partsOf = ({ files, has, text, id }: Given) => {
  const needed = <Value>(option: string, value: Value | undefined): Value => {
    if (value === undefined) throw wrong({ kind: 'option-missing', option: `--${option}` });
    return value;
  };
  const needText = (name: string): string => needed(name, text(name));
  return {
    ...{ has, text, id, needText },
    needId: (name: string): number => needed(name, id(name)),
    parsed: <Value>(name: string, parse: (value: string) => Value | undefined): Value => {
      const value = needText(name);
      const read = parse(value);
      if (read === undefined) throw wrong({ kind: 'value-invalid', option: `--${name}`, value });
      return read;
    },
    said: (): Said => {
      const [file, ...more] = files;
      const typed = text('text');
      if (file !== undefined && typed !== undefined) {
        throw wrong({ kind: 'options-exclude', options: ['FILE', '--text'] });
      }
      if (more.length > 0) throw wrong({ kind: 'too-many-files' });
      if (typed !== undefined) return { kind: 'text', text: typed };
      if (file === undefined) throw wrong({ kind: 'file-missing' });
      return { kind: 'file', file, force: has('force') };
    },
  };
};

type Parts = ReturnType<typeof partsOf>;

/** @param takes the other options that go with the one that names the task */
const doing = <const Made extends { kind: string }>(
  takes: readonly string[],
  make: (parts: Parts) => Made,
) => ({ takes, make });

/**
 * Reads one of the API's names, each of which has a text. It accepts either case, and hyphens as in options.
 */
const oneOf =
  <Name extends string>(texts: Readonly<Record<Name, string>>) =>
  (value: string): Name | undefined => {
    const name = value.toUpperCase().replaceAll('-', '_');
    const isName = (asked: string): asked is Name => Object.hasOwn(texts, asked);
    return isName(name) ? name : undefined;
  };

const said = ['FILE', 'text'];

/** Teaches a topic: what no other option names. */
const teaching = doing([...said, 'topic'], (parts) => ({
  kind: 'teach',
  said: parts.said(),
  topicId: parts.id('topic'),
}));

const changeOfConsent = <const Kind extends 'agree' | 'withdraw'>(kind: Kind) =>
  doing(['guardian'], ({ parsed, has }) => ({
    kind,
    purpose: parsed(kind, oneOf(english.consentPurposes)),
    byGuardian: has('guardian'),
  }));

/** The options that name a task. */
const doings = {
  topics: doing([], () => ({ kind: 'topics' })),
  progress: doing([], () => ({ kind: 'progress' })),
  card: doing([], ({ needId }) => ({ kind: 'card', topicId: needId('card') })),
  lecture: doing([], ({ needId }) => ({ kind: 'show', lectureId: needId('lecture') })),
  reveal: doing([], ({ needId }) => ({ kind: 'reveal', lectureId: needId('reveal') })),
  answer: doing(said, (parts) => ({
    kind: 'answer',
    said: parts.said(),
    lectureId: parts.needId('answer'),
  })),
  /** Teaches a key point of an earlier lecture again. */
  again: doing([...said, 'point'], (parts) => ({
    kind: 'again',
    said: parts.said(),
    lectureId: parts.needId('again'),
    keyPoint: parts.needId('point'),
  })),
  dispute: doing(['point', 'comment'], ({ needId, text }) => ({
    kind: 'dispute',
    lectureId: needId('dispute'),
    keyPoint: needId('point'),
    comment: text('comment'),
  })),
  correct: doing(['text'], ({ needId, needText }) => ({
    kind: 'correct',
    lectureId: needId('correct'),
    text: needText('text'),
  })),
  'my-topics': doing([], () => ({ kind: 'my-topics' })),
  'my-topic': doing([], ({ needId }) => ({ kind: 'my-topic', topicId: needId('my-topic') })),
  'make-topic': doing(['notes'], ({ needText, text }) => ({
    kind: 'make-topic',
    title: needText('make-topic'),
    notesFile: text('notes'),
  })),
  'edit-topic': doing(['points', 'title'], ({ needId, needText, text }) => ({
    kind: 'edit-topic',
    topicId: needId('edit-topic'),
    pointsFile: needText('points'),
    title: text('title'),
  })),
  'delete-topic': doing([], ({ needId }) => ({
    kind: 'delete-topic',
    topicId: needId('delete-topic'),
  })),
  'share-topic': doing([], ({ needId }) => ({
    kind: 'share-topic',
    topicId: needId('share-topic'),
  })),
  'stop-sharing': doing([], ({ needId }) => ({
    kind: 'stop-sharing',
    topicId: needId('stop-sharing'),
  })),
  'shared-topic': doing([], ({ parsed }) => ({
    kind: 'shared-topic',
    code: parsed('shared-topic', typedTopicCode),
  })),
  'copy-topic': doing([], ({ parsed }) => ({
    kind: 'copy-topic',
    code: parsed('copy-topic', typedTopicCode),
  })),
  'report-topic': doing(['reason'], ({ parsed }) => ({
    kind: 'report-topic',
    code: parsed('report-topic', typedTopicCode),
    reason: parsed('reason', oneOf(english.reportReasons)),
  })),
  'make-code': doing([], () => ({ kind: 'make-code' })),
  'use-code': doing([], ({ parsed, has }) => ({
    kind: 'use-code',
    code: parsed('use-code', typedTransferCode),
    /** The login that this one replaces may be lost. */
    force: has('force'),
  })),
  consents: doing([], () => ({ kind: 'consents' })),
  agree: changeOfConsent('agree'),
  withdraw: changeOfConsent('withdraw'),
};

type Doing = keyof typeof doings;
const isDoing = (name: string): name is Doing => Object.hasOwn(doings, name);

export type Task =
  | { readonly kind: 'help' }
  | ReturnType<(typeof teaching | (typeof doings)[Doing])['make']>;
type Kind = Task['kind'];
export type TaskOf<Of extends Kind = Kind> = {
  [One in Of]: { readonly kind: One } & Extract<Task, { kind: One }>;
}[Of];

/** Options that belong to some tasks only. */
const additions = [
  'text',
  'topic',
  'point',
  'comment',
  'notes',
  'points',
  'title',
  'reason',
  'guardian',
] as const;

const shown = (name: string): string => (name === 'FILE' ? name : `--${name}`);

/** @throws TeachTrouble of kind `usage` for the first mistake in it */
export const taskOf = (given: Given): Exclude<Task, { kind: 'help' }> => {
  const { files, has } = given;
  const [name, ...more] = Object.keys(doings).filter(isDoing).filter(has);
  const { takes, make } = name === undefined ? teaching : doings[name];
  const added = [...(files.length > 0 ? ['FILE'] : []), ...additions.filter(has)];
  const needless = added.filter((addition) => !takes.includes(addition));
  if (name !== undefined && (more.length > 0 || needless.length > 0)) {
    const both = [name, ...more, ...needless];
    const inOrder = ['FILE', ...Object.keys(doings), ...additions].filter((one) =>
      both.includes(one),
    );
    throw wrong({ kind: 'options-exclude', options: inOrder.map(shown) });
  }
  const [alone] = needless;
  if (alone !== undefined) throw wrong({ kind: 'option-alone', option: shown(alone) });
  return make(partsOf(given));
};
