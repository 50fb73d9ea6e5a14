import { parseAst } from 'vitest/node';

/** One small change to a source file: another text in place of a whole expression or statement. */
export interface Mutant {
  readonly kind: 'expression' | 'statement';
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly line: number;
  /** The text that is there, and what replaces it, to be read by people. */
  readonly change: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const swaps: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
};

/** Calls whose texts are words of a type: empty ones would be no such word. */
const otherWords: Readonly<Record<string, string>> = {
  '': 'mutant',
  consistent: 'eventual',
  eventual: 'consistent',
};

const otherText = (text: string) => otherWords[text] ?? '';

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** An expression with a type beside it. */
const onlyTyped: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
]);

const shownCharacters = 70;

/**
 * All mutants of a TypeScript source: operators exchanged, conditions made constant, numbers moved by
 * one, booleans turned, texts emptied, calls and early returns left out. What is only a type, an import
 * or the text of an error is left alone.
 */
export function mutantsOf(source: string): Mutant[] {
  const mutants: Mutant[] = [];
  const add = (kind: Mutant['kind'], { start, end }: Node, replacement: string, shown?: string) => {
    const old = source.slice(start, end);
    if (old === replacement) return;
    const line = source.slice(0, start).split('\n').length;
    const change = `${short(old)} → ${short(shown ?? replacement) || 'nothing'}`;
    mutants.push({ kind, start, end, replacement, line, change });
  };
  const text = ({ start, end }: Node) => source.slice(start, end);
  /** In brackets, so that the other operator takes the same two sides. */
  const operator = (node: Node) => {
    const { left, right, operator: sign } = node;
    if (!isNode(left) || !isNode(right) || typeof sign !== 'string') return;
    for (const other of swaps[sign] ?? []) {
      const one = node.type === 'AssignmentExpression' ? text(left) : `(${text(left)})`;
      add('expression', node, `${one} ${other} (${text(right)})`, `${text(left)} ${other} …`);
    }
  };
  const condition = ({ test }: Node) => {
    if (!isNode(test)) return;
    add('expression', test, 'true');
    add('expression', test, 'false');
  };
  const literal = (node: Node) => {
    const { value } = node;
    if (typeof value === 'number') add('expression', node, String(value + 1));
    if (typeof value === 'boolean') add('expression', node, String(!value));
    if (typeof value === 'string') add('expression', node, `'${otherText(value)}'`);
  };
  const statement = (node: Node) => {
    const { expression } = node;
    if (!isNode(expression)) return;
    const called = expression.type === 'AwaitExpression' ? expression['argument'] : expression;
    if (isNode(called) && called.type === 'CallExpression') add('statement', node, '');
  };
  const byType: Readonly<Record<string, (node: Node) => void>> = {
    BinaryExpression: operator,
    LogicalExpression: operator,
    AssignmentExpression: operator,
    IfStatement: condition,
    ConditionalExpression: condition,
    Literal: literal,
    ExpressionStatement: statement,
    UnaryExpression: (node) => {
      const { operator: sign, argument } = node;
      if (sign === '!' && isNode(argument)) add('expression', node, text(argument));
    },
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (!isNode(value)) return;
    if (onlyTyped.has(value.type)) {
      walk(value['expression']);
      return;
    }
    if (isLeftAlone(value)) return;
    byType[value.type]?.(value);
    for (const [field, child] of Object.entries(value)) {
      if (!isLeftAloneAs(field, value)) walk(child);
    }
  };
  walk(parseAst(source, { lang: 'ts' }));
  return mutants;
}

function isLeftAlone({ type }: Node): boolean {
  return (
    type.startsWith('Import') ||
    type.startsWith('TS') ||
    type === 'ThrowStatement' ||
    type === 'ExportAllDeclaration'
  );
}

/** Keys are names, and so is the tag that distinguishes the members of a union. */
function isLeftAloneAs(field: string, { type }: Node): boolean {
  return (
    field === 'typeAnnotation' ||
    field === 'typeArguments' ||
    field === 'returnType' ||
    field === 'typeParameters' ||
    (field === 'key' && (type === 'Property' || type === 'PropertyDefinition')) ||
    (field === 'source' && type.startsWith('Export'))
  );
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
}
