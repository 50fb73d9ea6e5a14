import type { LocalRoute } from '../template/model.ts';

export interface RouteMatch {
  readonly route: LocalRoute;
  /** The URL-decoded values by the names in the route's path. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: LocalRoute;
  readonly method: string;
  readonly segments: readonly string[];
}

const isParameter = (segment: string): boolean => /^\{[^}]+\}$/.test(segment);
const isGreedy = (segment: string): boolean => segment.endsWith('+}');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function matchPath(
  segments: readonly string[],
  path: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = path[index];
    if (given === undefined) return undefined;
    if (isGreedy(segment)) {
      const rest = path.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[segment.slice(1, -2)] = decode(rest);
      return parameters;
    }
    if (isParameter(segment)) {
      if (given === '') return undefined;
      parameters[segment.slice(1, -1)] = decode(given);
    } else if (segment !== given) {
      return undefined;
    }
  }
  return segments.length === path.length ? parameters : undefined;
}

/** A lower rank is tried first: literal segments before parameters, and those before a greedy one. */
function rank(segment: string): number {
  if (isGreedy(segment)) return 2;
  return isParameter(segment) ? 1 : 0;
}

function bySpecificity(left: CompiledRoute, right: CompiledRoute): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.segments[index] ?? '{+}') - rank(right.segments[index] ?? '{+}');
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

/**
 * Prepares an API's routes for matching. The most specific route wins, and `$default` gets what no other
 * route takes, such as a known path with another method.
 */
export function compileRoutes(
  routes: readonly LocalRoute[],
): (method: string, rawPath: string) => RouteMatch | undefined {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const compiled = routes
    .filter((route) => route !== fallback)
    .map((route): CompiledRoute => {
      const [method = '', path = ''] = route.routeKey.split(' ');
      return { route, method, segments: path.split('/') };
    })
    .sort(bySpecificity);

  return (method, rawPath) => {
    const path = rawPath.split('/');
    for (const candidate of compiled) {
      if (candidate.method !== method && candidate.method !== 'ANY') continue;
      const pathParameters = matchPath(candidate.segments, path);
      if (pathParameters !== undefined) return { route: candidate.route, pathParameters };
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
  };
}
