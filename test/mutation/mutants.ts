import { parseAst } from 'vitest/node';

/** One small change to a source file. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly line: number;
  /** What stands there, and what is put instead, to be read by people. */
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

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

const shownCharacters = 70;

/**
 * All mutants of a TypeScript source: operators exchanged, conditions made constant, numbers moved by
 * one, booleans turned, texts emptied, calls and early returns left out. What is only a type, an import
 * or the text of an error is left alone.
 */
export function mutantsOf(source: string): Mutant[] {
  const mutants: Mutant[] = [];
  const add = (start: number, end: number, replacement: string) => {
    const old = source.slice(start, end);
    if (old === replacement) return;
    const line = source.slice(0, start).split('\n').length;
    const change = `${short(old)} → ${short(replacement) || 'nothing'}`;
    mutants.push({ start, end, replacement, line, change });
  };
  const operator = (node: Node) => {
    const { left, right, operator: sign } = node;
    if (!isNode(left) || !isNode(right) || typeof sign !== 'string') return;
    const at = source.indexOf(sign, left.end);
    if (at < 0 || at >= right.start) return;
    for (const other of swaps[sign] ?? []) add(at, at + sign.length, other);
  };
  const condition = ({ test }: Node) => {
    if (!isNode(test)) return;
    add(test.start, test.end, 'true');
    add(test.start, test.end, 'false');
  };
  const literal = ({ start, end, value }: Node) => {
    if (typeof value === 'number') add(start, end, String(value + 1));
    if (typeof value === 'boolean') add(start, end, String(!value));
    if (typeof value === 'string') add(start, end, value === '' ? "'mutant'" : "''");
  };
  const statement = ({ start, end, expression }: Node) => {
    if (!isNode(expression)) return;
    const called = expression.type === 'AwaitExpression' ? expression['argument'] : expression;
    if (isNode(called) && called.type === 'CallExpression') add(start, end, ';');
  };
  const byType: Readonly<Record<string, (node: Node) => void>> = {
    BinaryExpression: operator,
    LogicalExpression: operator,
    AssignmentExpression: operator,
    IfStatement: condition,
    ConditionalExpression: condition,
    Literal: literal,
    ExpressionStatement: statement,
    UnaryExpression: ({ operator: sign, start, end, argument }) => {
      if (sign === '!' && isNode(argument))
        add(start, end, source.slice(argument.start, argument.end));
    },
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (!isNode(value) || isLeftAlone(value)) return;
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

/** Keys are names, and the tag that tells members of a union apart is one as well. */
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

export function mutated(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}
