import type * as z from 'zod/mini';
import { type FieldError, type FieldErrorCode, fieldErrorCodes } from '../contracts/problem.ts';
import '../issues-in-english.ts';

/**
 * A schema's issue in the words that a client gets.
 * @param value what was checked
 * @param where it was: path, query or body
 */
export function fieldErrors(
  issue: z.core.$ZodIssue,
  value: unknown,
  where: string,
): readonly FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: key,
      code: 'UNKNOWN',
      message: `is not known in the ${where}`,
    }));
  }
  const field = issue.path.join('.') || where;
  return [{ field, code: codeOf(issue, value), message: issue.message }];
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): FieldErrorCode {
  switch (issue.code) {
    case 'invalid_type':
      return isLeftOut(value, issue.path) ? 'REQUIRED' : 'WRONG_TYPE';
    case 'invalid_format':
      return 'WRONG_FORMAT';
    case 'too_small':
      return issue.origin === 'string' ? 'TOO_SHORT' : 'TOO_SMALL';
    case 'too_big':
      return issue.origin === 'string' ? 'TOO_LONG' : 'TOO_LARGE';
    case 'custom':
      return fieldErrorCodes.find((code) => code === issue.params?.['code']) ?? 'INVALID';
    default:
      return 'INVALID';
  }
}

function isLeftOut(value: unknown, path: readonly PropertyKey[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined;
  if (typeof value !== 'object' || value === null) return false;
  return isLeftOut(Object.getOwnPropertyDescriptor(value, name)?.value, rest);
}
