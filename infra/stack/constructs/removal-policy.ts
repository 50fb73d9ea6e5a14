import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * Protected data outlives its stack. A deploy that fails still takes back what it has just made: it is empty,
 * and nobody would own what stayed behind.
 */
export const removalPolicyOf = (protectData: boolean): RemovalPolicy =>
  protectData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
