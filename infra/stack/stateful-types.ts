/**
 * What nobody gets back once it is gone, by its type in CloudFormation: rows, recordings, keys, waiting
 * messages, the topic that people have subscribed to, and the addresses that clients hold. A construct's
 * id is part of its resource's identity: to rename it makes another, empty one in place of the old.
 *
 * Log groups are not among them: nothing depends on their name, and where a stage protects its data
 * CloudFormation leaves them where they are.
 */
export const statefulTypes: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::ApiGatewayV2::ApiMapping',
]);
