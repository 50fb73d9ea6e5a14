import type { PolicyStatement, ResourcePolicyStatement } from '../template/model.ts';

/**
 * Whether identity policies allow an action (e.g. `dynamodb:PutItem`) on a resource's ARN.
 * An explicit Deny wins; without a matching Allow the answer is no.
 * @param leadingKeys partition keys that the call is about
 */
export function isAllowed(
  statements: readonly PolicyStatement[],
  action: string,
  resource: string,
  leadingKeys: readonly string[] = [],
): boolean {
  const matching = statements.filter(
    (statement) =>
      covers(statement, action, resource) && holdsForAll(statement.leadingKeys, leadingKeys),
  );
  return (
    matching.some(({ effect }) => effect === 'Allow') &&
    !matching.some(({ effect }) => effect === 'Deny')
  );
}

function covers(statement: PolicyStatement, action: string, resource: string): boolean {
  return (
    statement.actions.some((pattern) =>
      matchesWildcard(pattern.toLowerCase(), action.toLowerCase()),
    ) && statement.resources.some((pattern) => matchesWildcard(pattern, resource))
  );
}

/** As `ForAllValues` has it, but that `Null` refuses a call that names no key. */
function holdsForAll(patterns: readonly string[] | undefined, keys: readonly string[]): boolean {
  if (patterns === undefined) return true;
  return (
    keys.length > 0 &&
    keys.every((key) => patterns.some((pattern) => matchesWildcard(pattern, key)))
  );
}

const compiled = new Map<string, RegExp>();

/** `*` stands for any run of characters, `?` for one, as in policies and CORS origins. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

/** What a service principal brings along, by lower-case condition key, e.g. `aws:sourcearn`. */
export type ConditionContext = Readonly<Record<string, string>>;

/**
 * Whether a resource's own policy lets a service principal in. A condition operator that is not
 * known here never lets anyone in and always keeps them out.
 */
export function isServiceAllowed(
  statements: readonly ResourcePolicyStatement[],
  principal: string,
  action: string,
  resource: string,
  context: ConditionContext,
): boolean {
  const matching = statements.filter(
    (statement) =>
      statement.principals.some((one) => one === '*' || one === principal) &&
      covers(statement, action, resource) &&
      conditionsHold(statement, context),
  );
  return (
    matching.some(({ effect }) => effect === 'Allow') &&
    !matching.some(({ effect }) => effect === 'Deny')
  );
}

function conditionsHold(statement: ResourcePolicyStatement, context: ConditionContext): boolean {
  for (const [operator, keys] of Object.entries(statement.conditions)) {
    const test = OPERATORS[operator];
    if (test === undefined) return statement.effect === 'Deny';
    for (const [key, accepted] of Object.entries(keys)) {
      const actual = context[key.toLowerCase()];
      if (actual === undefined || !accepted.some((value) => test(value, actual))) return false;
    }
  }
  return true;
}

const OPERATORS: Readonly<Record<string, (accepted: string, actual: string) => boolean>> = {
  // AWS gives ArnEquals and ArnLike the same meaning, wildcards included.
  ArnEquals: matchesWildcard,
  ArnLike: matchesWildcard,
  StringLike: matchesWildcard,
  StringEquals: (accepted, actual) => accepted === actual,
  Bool: (accepted, actual) => accepted.toLowerCase() === actual.toLowerCase(),
  NumericLessThan: (accepted, actual) => Number(actual) < Number(accepted),
};
