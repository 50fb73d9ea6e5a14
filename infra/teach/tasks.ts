import { typedTransferCode } from '../../shared/client/account-calls.ts';
import { typedTopicCode } from '../../shared/client/loop-wording.ts';
import type { ConsentPurpose, ReportReason } from '../../shared/client/messages.ts';
import { english } from '../../shared/client/messages-en.ts';
import { TeachTrouble, type UsageProblem } from './trouble.ts';

/** A talk: a recording or a text. */
export type Said =
  | { readonly kind: 'file'; readonly file: string; readonly force: boolean }
  | { readonly kind: 'text'; readonly text: string };

export type Task =
  | { readonly kind: 'help' }
  | { readonly kind: 'topics' }
  | { readonly kind: 'progress' }
  | { readonly kind: 'card'; readonly topicId: number }
  | { readonly kind: 'teach'; readonly said: Said; readonly topicId: number | undefined }
  /** Teaches a key point of an earlier lecture again. */
  | {
      readonly kind: 'again';
      readonly said: Said;
      readonly lectureId: number;
      readonly keyPoint: number;
    }
  | { readonly kind: 'answer'; readonly said: Said; readonly lectureId: number }
  | { readonly kind: 'show'; readonly lectureId: number }
  | { readonly kind: 'reveal'; readonly lectureId: number }
  | {
      readonly kind: 'dispute';
      readonly lectureId: number;
      readonly keyPoint: number;
      readonly comment: string | undefined;
    }
  | { readonly kind: 'correct'; readonly lectureId: number; readonly text: string }
  | { readonly kind: 'my-topics' }
  | { readonly kind: 'my-topic'; readonly topicId: number }
  | {
      readonly kind: 'make-topic';
      readonly title: string;
      readonly notesFile: string | undefined;
    }
  | {
      readonly kind: 'edit-topic';
      readonly topicId: number;
      readonly pointsFile: string;
      readonly title: string | undefined;
    }
  | { readonly kind: 'delete-topic' | 'share-topic' | 'stop-sharing'; readonly topicId: number }
  | { readonly kind: 'shared-topic' | 'copy-topic'; readonly code: string }
  | { readonly kind: 'report-topic'; readonly code: string; readonly reason: ReportReason }
  | { readonly kind: 'make-code' }
  /** @property force: the login that this one replaces may be lost */
  | { readonly kind: 'use-code'; readonly code: string; readonly force: boolean }
  | { readonly kind: 'consents' }
  | {
      readonly kind: 'agree' | 'withdraw';
      readonly purpose: ConsentPurpose;
      readonly byGuardian: boolean;
    };

/** The options of a command line by their names. */
export interface Given {
  readonly files: readonly string[];
  readonly has: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  /** @throws TeachTrouble where the value is not an id */
  readonly id: (name: string) => number | undefined;
}

const wrong = (problem: UsageProblem) => new TeachTrouble({ kind: 'usage', problem });

/** Options that name a task, with the other options that each takes. */
const doings = {
  topics: [],
  progress: [],
  card: [],
  lecture: [],
  reveal: [],
  answer: ['said'],
  again: ['said', 'point'],
  dispute: ['point', 'comment'],
  correct: ['text'],
  'my-topics': [],
  'my-topic': [],
  'make-topic': ['notes'],
  'edit-topic': ['points', 'title'],
  'delete-topic': [],
  'share-topic': [],
  'stop-sharing': [],
  'shared-topic': [],
  'copy-topic': [],
  'report-topic': ['reason'],
  'make-code': [],
  'use-code': [],
  consents: [],
  agree: ['guardian'],
  withdraw: ['guardian'],
} as const satisfies Record<string, readonly string[]>;

type Doing = keyof typeof doings;
const isDoing = (name: string): name is Doing => Object.hasOwn(doings, name);

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

const takes = (doing: Doing | undefined): readonly string[] =>
  (doing === undefined ? ['said', 'topic'] : doings[doing]).flatMap((each: string) =>
    each === 'said' ? ['FILE', 'text'] : [each],
  );

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

const shown = (name: string): string => (name === 'FILE' ? name : `--${name}`);

/** The option that names the task; undefined where a topic is taught. */
const doingOf = ({ files, has }: Given): Doing | undefined => {
  const [doing, ...more] = Object.keys(doings).filter(isDoing).filter(has);
  const given = [...(files.length > 0 ? ['FILE'] : []), ...additions.filter(has)];
  const taken = takes(doing);
  const strangers = [...more, ...given.filter((name) => !taken.includes(name))];
  if (doing !== undefined && strangers.length > 0) {
    const both = [doing, ...strangers];
    const inOrder = ['FILE', ...Object.keys(doings), ...additions].filter((name) =>
      both.includes(name),
    );
    throw wrong({ kind: 'options-exclude', options: inOrder.map(shown) });
  }
  const needless = given.find((name) => !taken.includes(name));
  if (needless !== undefined) throw wrong({ kind: 'option-alone', option: shown(needless) });
  return doing;
};

/** @throws TeachTrouble of kind `usage` for the first mistake in it */
export const taskOf = (given: Given): Task => {
  const { files, has, text, id } = given;
  const doing = doingOf(given);
  const needed = <Value>(option: string, value: Value | undefined): Value => {
    if (value === undefined) throw wrong({ kind: 'option-missing', option: `--${option}` });
    return value;
  };
  const said = (): Said => {
    const [file, ...more] = files;
    const typed = text('text');
    if (file !== undefined && typed !== undefined) {
      throw wrong({ kind: 'options-exclude', options: ['FILE', '--text'] });
    }
    if (more.length > 0) throw wrong({ kind: 'too-many-files' });
    if (typed !== undefined) return { kind: 'text', text: typed };
    if (file === undefined) throw wrong({ kind: 'file-missing' });
    return { kind: 'file', file, force: has('force') };
  };
  const named = (name: string): number => needed(name, id(name));
  const parsed = <Value>(name: string, parse: (value: string) => Value | undefined): Value => {
    const value = needed(name, text(name));
    const read = parse(value);
    if (read === undefined) throw wrong({ kind: 'value-invalid', option: `--${name}`, value });
    return read;
  };
  switch (doing) {
    case undefined:
      return { kind: 'teach', said: said(), topicId: id('topic') };
    case 'topics':
    case 'progress':
    case 'my-topics':
    case 'make-code':
    case 'consents':
      return { kind: doing };
    case 'lecture':
      return { kind: 'show', lectureId: named('lecture') };
    case 'reveal':
      return { kind: 'reveal', lectureId: named('reveal') };
    case 'answer':
      return { kind: 'answer', said: said(), lectureId: named('answer') };
    case 'again':
      return {
        kind: 'again',
        said: said(),
        lectureId: named('again'),
        keyPoint: named('point'),
      };
    case 'dispute':
      return {
        kind: 'dispute',
        lectureId: named('dispute'),
        keyPoint: named('point'),
        comment: text('comment'),
      };
    case 'correct':
      return {
        kind: 'correct',
        lectureId: named('correct'),
        text: needed('text', text('text')),
      };
    case 'make-topic':
      return {
        kind: 'make-topic',
        title: needed('make-topic', text('make-topic')),
        notesFile: text('notes'),
      };
    case 'edit-topic':
      return {
        kind: 'edit-topic',
        topicId: named('edit-topic'),
        pointsFile: needed('points', text('points')),
        title: text('title'),
      };
    case 'card':
    case 'my-topic':
    case 'delete-topic':
    case 'share-topic':
    case 'stop-sharing':
      return { kind: doing, topicId: named(doing) };
    case 'shared-topic':
    case 'copy-topic':
      return { kind: doing, code: parsed(doing, typedTopicCode) };
    case 'report-topic':
      return {
        kind: doing,
        code: parsed(doing, typedTopicCode),
        reason: parsed('reason', oneOf(english.reportReasons)),
      };
    case 'use-code':
      return { kind: doing, code: parsed(doing, typedTransferCode), force: has('force') };
    case 'agree':
    case 'withdraw': {
      const purpose = parsed(doing, oneOf(english.consentPurposes));
      return { kind: doing, purpose, byGuardian: has('guardian') };
    }
  }
};
