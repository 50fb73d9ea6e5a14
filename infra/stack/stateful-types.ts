/**
 * The CloudFormation types of resources that nobody gets back once they are deleted: they hold rows,
 * recordings, keys, waiting messages, the topic that people have subscribed to, and the addresses that
 * clients use. A construct's id is part of its resource's identity, so renaming it makes a new, empty
 * resource in place of the old one.
 *
 * Log groups are not in this list: nothing depends on their names, and where a stage protects its data
 * CloudFormation leaves them in place.
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
