import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { highestCatalogId } from '../contracts/own-topic-limits.ts';
import { catalogRowsShape } from '../contracts/table.ts';
import '../issues-in-english.ts';

/**
 * Makes the schema of a text as it is shown and compared: without stray spaces or invisible characters,
 * and in one Unicode form.
 */
export const textSchema = (maxCharacters: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(maxCharacters),
    z.refine((text) => text === text.trim().normalize('NFC') && !/\p{Cc}/u.test(text), {
      error: 'Must be trimmed, in Unicode NFC and without control characters',
    }),
  );

/** Ids above the maximum belong to learners' own topics. */
const idSchema = z.int().check(z.positive(), z.maximum(highestCatalogId));

const nameSchema = textSchema(60);
const descriptionSchema = textSchema(200);
const statementSchema = textSchema(200);

/** The English name and description, for those who ask for English or talk in it. */
const englishOf = <Name extends string>(name: Name) =>
  z.strictObject({ [name]: nameSchema, description: descriptionSchema } as Record<
    Name | 'description',
    typeof nameSchema
  >);

/** One checkable idea of a good explanation, in one or two sentences. */
export const keyPointSchema = z.strictObject({
  statement: statementSchema,
  /** Its weight in the score, relative to the topic's other key points. */
  weight: z.int().check(z.minimum(1), z.maximum(5)),
  english: z.strictObject({ statement: statementSchema }),
});

/** A wrong belief about the topic that learners commonly voice, and what is right instead. */
export const misconceptionSchema = z.strictObject({
  statement: statementSchema,
  correction: statementSchema,
  english: z.strictObject({ statement: statementSchema, correction: statementSchema }),
});

const questionSchema = textSchema(120).check(
  z.refine((text) => text.endsWith('?'), { error: 'Must end with a question mark' }),
);

const cardTexts = {
  /** A question that somebody curious would ask; the talk answers it. */
  openingQuestion: questionSchema,
  /** Terms of the topic that a good talk uses. */
  words: z.array(textSchema(30)).check(
    z.length(3),
    z.refine((words) => new Set(words).size === words.length, { error: 'Must all differ' }),
  ),
  /** A question to think about before speaking. */
  thinkFirst: questionSchema,
};

/**
 * The card that prepares a learner in thirty seconds without giving an answer away, in Korean and
 * English.
 */
export const topicCardSchema = z.strictObject({
  ...cardTexts,
  english: z.strictObject(cardTexts),
});

export type TopicCard = z.infer<typeof topicCardSchema>;

/** A topic that one can teach aloud in five minutes, and what the talk is assessed against. */
export const topicSchema = z
  .strictObject({
    id: idSchema,
    topicName: nameSchema,
    description: descriptionSchema,
    english: englishOf('topicName'),
    card: topicCardSchema,
    keyPoints: z.array(keyPointSchema),
    misconceptions: z.array(misconceptionSchema),
  })
  .check(
    z.superRefine((topic, context) => {
      const refuse = (field: 'keyPoints' | 'misconceptions', message: string) =>
        context.addIssue({ code: 'custom', path: [field], message });
      const { length: points } = topic.keyPoints;
      const { length: beliefs } = topic.misconceptions;
      if (points < 3 || points > 6) {
        refuse('keyPoints', `Expected 3 to 6 key points, found ${points}`);
      }
      if (beliefs < 1 || beliefs > 4) {
        refuse('misconceptions', `Expected 1 to 4 misconceptions, found ${beliefs}`);
      }
      refuseRepeats(
        context,
        topic.keyPoints.map(({ statement }) => statement),
        ['statement'],
        ['keyPoints'],
      );
      refuseRepeats(
        context,
        topic.misconceptions.map(({ statement }) => statement),
        ['statement'],
        ['misconceptions'],
      );
    }),
  );

export const subjectSchema = z.strictObject({
  id: idSchema,
  subjectName: nameSchema,
  description: descriptionSchema,
  english: englishOf('subjectName'),
  topics: z.array(topicSchema).check(z.minLength(1)),
});

export const majorSchema = z.strictObject({
  id: idSchema,
  majorName: nameSchema,
  description: descriptionSchema,
  english: englishOf('majorName'),
  subjects: z.array(subjectSchema).check(z.minLength(1)),
});

/**
 * The catalog as it is written by hand: everything but the version. Ids are unique per kind across the
 * catalog and never reused. Names are unique among siblings. Lists are in display order.
 */
export const catalogDataSchema = z
  .strictObject({ majors: z.array(majorSchema).check(z.minLength(1)) })
  .check(
    z.superRefine(({ majors }, context) => {
      const ids = {
        major: new Set<number>(),
        subject: new Set<number>(),
        topic: new Set<number>(),
      };
      const claimId = (kind: keyof typeof ids, id: number, path: IssuePath) => {
        if (ids[kind].has(id)) {
          context.addIssue({
            code: 'custom',
            path: [...path, 'id'],
            message: `Duplicate ${kind} id ${id}`,
          });
        }
        ids[kind].add(id);
      };

      refuseRepeatedNames(context, majors, 'majorName', ['majors']);
      for (const [majorAt, major] of majors.entries()) {
        const majorPath = ['majors', majorAt];
        claimId('major', major.id, majorPath);
        refuseRepeatedNames(context, major.subjects, 'subjectName', [...majorPath, 'subjects']);
        for (const [subjectAt, subject] of major.subjects.entries()) {
          const subjectPath = [...majorPath, 'subjects', subjectAt];
          claimId('subject', subject.id, subjectPath);
          refuseRepeatedNames(context, subject.topics, 'topicName', [...subjectPath, 'topics']);
          for (const [topicAt, topic] of subject.topics.entries()) {
            claimId('topic', topic.id, [...subjectPath, 'topics', topicAt]);
          }
        }
      }
    }),
  );

export type Topic = z.infer<typeof topicSchema>;
export type Subject = z.infer<typeof subjectSchema>;
export type Major = z.infer<typeof majorSchema>;

export interface Catalog {
  /** 12 hexadecimal digits that depend on the content, see {@link catalogVersion}. */
  readonly version: string;
  readonly majors: Major[];
}

export interface CatalogProblem {
  /**
   * The path from the document's root, e.g. `majors[0].subjects[2].topics[1].keyPoints`; '' is the
   * root.
   */
  readonly path: string;
  readonly message: string;
}

/** The data is not a catalog. The message has one line per problem, which begins with its path. */
export class InvalidCatalogError extends Error {
  override readonly name = 'InvalidCatalogError';
  readonly problems: readonly CatalogProblem[];

  constructor(problems: readonly CatalogProblem[]) {
    const lines = problems.map(({ path, message }) => `${path || '(root)'}: ${message}`);
    super(['Invalid catalog:', ...lines].join('\n  '));
    this.problems = problems;
  }
}

/**
 * Checks `{ majors }` as it stands in the data files and adds the version. A version in the data is
 * refused like any other unknown field, so that it can only come from the content.
 *
 * @throws {InvalidCatalogError}
 */
export function parseCatalog(data: unknown): Catalog {
  const parsed = catalogDataSchema.safeParse(data);
  if (!parsed.success) {
    throw new InvalidCatalogError(
      parsed.error.issues.map(({ path, message }) => ({ path: dotPath(path), message })),
    );
  }
  const { majors } = parsed.data;
  return { version: catalogVersion(majors), majors };
}

/**
 * Computes the first 12 hexadecimal digits of the SHA-256 of the content and of the rows' shape. The
 * order of an object's fields does not matter. The order of lists does, because learners see it.
 */
export function catalogVersion(majors: readonly Major[]): string {
  return createHash('sha256')
    .update(catalogRowsShape + canonicalJson(majors))
    .digest('hex')
    .slice(0, 12);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

type IssuePath = readonly (string | number)[];

/** Names are unique among siblings, in each language. */
function refuseRepeatedNames<Name extends string>(
  context: z.core.$RefinementCtx,
  siblings: readonly (Readonly<Record<Name, string>> & {
    readonly english?: Readonly<Record<Name, string>> | undefined;
  })[],
  name: Name,
  path: IssuePath,
): void {
  const korean = siblings.map((sibling) => sibling[name]);
  const english = siblings.map((sibling) => sibling.english?.[name]);
  refuseRepeats(context, korean, [name], path);
  refuseRepeats(context, english, ['english', name], path);
}

/** @param field where the text stands in each sibling; siblings without it are skipped */
function refuseRepeats(
  context: z.core.$RefinementCtx,
  texts: readonly (string | undefined)[],
  field: readonly string[],
  path: IssuePath,
): void {
  const seen = new Set<string>();
  for (const [at, text] of texts.entries()) {
    if (text === undefined) continue;
    if (seen.has(text)) {
      context.addIssue({
        code: 'custom',
        path: [...path, at, ...field],
        message: `Duplicate ${field.at(-1)} "${text}" among siblings`,
      });
    }
    seen.add(text);
  }
}

/**
 * Writes a path as `majors[0].subjects[1].id`. Zod's own function would bring all of zod and its
 * locales into the bundle.
 */
function dotPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
