import {
  type AwsCall,
  LOCAL_ACCOUNT,
  type PolicyStatement,
  type StackModel,
} from '../template/model.ts';
import { isAllowed } from './iam.ts';

const KEPT_CALLS = 10_000;

/** The caller of AWS: the role behind an access key. */
export interface Caller {
  readonly roleArn: string;
  /** e.g. `arn:aws:sts::000000000000:assumed-role/SubmitRole/submit-lecture` */
  readonly sessionArn: string;
  readonly statements: readonly PolicyStatement[];
}

/** Decides every call by its caller's role and remembers the decisions. */
export class Authorizer {
  readonly #log: (line: string) => void;
  readonly calls: AwsCall[] = [];

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  allows(
    caller: Caller,
    action: string,
    resource: string,
    leadingKeys: readonly string[] = [],
  ): boolean {
    const allowed = isAllowed(caller.statements, action, resource, leadingKeys);
    this.#record({ roleArn: caller.roleArn, action, resource, leadingKeys, allowed });
    if (!allowed) {
      const about = leadingKeys.length > 0 ? ` (leading keys ${leadingKeys.join(', ')})` : '';
      this.#log(`AccessDenied: ${denialMessage(caller, action, resource)}${about}`);
    }
    return allowed;
  }

  /**
   * Checks a permission that only changes how a refusal reads (S3's ListBucket turns a 403 into a 404). It
   * records the permission's use, and does not report its absence as a denial.
   */
  allowsQuietly(caller: Caller, action: string, resource: string): boolean {
    const allowed = isAllowed(caller.statements, action, resource);
    if (allowed) {
      this.#record({ roleArn: caller.roleArn, action, resource, leadingKeys: [], allowed });
    }
    return allowed;
  }

  forgetCalls(): void {
    this.calls.length = 0;
  }

  #record(call: AwsCall): void {
    this.calls.push(call);
    if (this.calls.length > KEPT_CALLS) this.calls.splice(0, KEPT_CALLS / 10);
  }
}

export function denialMessage(caller: Caller, action: string, resource: string): string {
  return `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

/** Finds the caller of a role; a role that the stack does not have may do nothing. */
export function callersByRole(stack: StackModel): (roleArn: string) => Caller {
  const callers = new Map<string, Caller>();
  return (roleArn) => {
    const known = callers.get(roleArn);
    if (known) return known;
    const role = stack.roles.find((candidate) => candidate.arn === roleArn);
    const sessionName =
      stack.functions.find((candidate) => candidate.roleArn === roleArn)?.name ?? 'local';
    const caller: Caller = {
      roleArn,
      sessionArn: `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${roleArn.split('/').at(-1)}/${sessionName}`,
      statements: role?.statements ?? [],
    };
    callers.set(roleArn, caller);
    return caller;
  };
}
