import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * Where data is protected it outlives its stack. A deploy that fails takes back what it has just made
 * all the same: there is nothing in it yet, and what stays behind would be nobody's.
 */
export const removalPolicyOf = (protectData: boolean): RemovalPolicy =>
  protectData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
