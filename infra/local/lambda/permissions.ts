import { matchesWildcard } from '../aws/iam.ts';
import type { LocalPermission } from '../template/model.ts';

/** Tells whether a function's own policy lets a service invoke it on behalf of `sourceArn`. */
export function mayInvoke(
  permissions: readonly LocalPermission[],
  call: { readonly functionArn: string; readonly principal: string; readonly sourceArn: string },
): boolean {
  return permissions.some(
    ({ functionArn, principal, sourceArn }) =>
      functionArn === call.functionArn &&
      principal === call.principal &&
      (sourceArn === undefined || matchesWildcard(sourceArn, call.sourceArn)),
  );
}
