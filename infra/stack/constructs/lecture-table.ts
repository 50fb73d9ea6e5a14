import {
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  openLecturesIndex,
  remindersIndex,
  standingsIndex,
  tableKeys,
} from '../../../shared/contracts/table.ts';
import { removalPolicyOf } from './removal-policy.ts';

export interface LectureTableProps {
  /**
   * The table refuses deletion, keeps 35 days of point-in-time recovery and outlives the stack.
   * @default false
   */
  readonly protectData?: boolean;
  /**
   * The stack is being made: CloudFormation could not take back a table that refuses deletion.
   * @default false
   */
  readonly firstDeploy?: boolean;
  /**
   * Another region that follows the table, and in which all of it can be begun again. It is another
   * replica of the same resource: neither its id nor its type changes with it.
   * @default none
   */
  readonly replicaRegion?: string | undefined;
}

/**
 * The one table, which holds every row of the stage. It has sparse indexes of open lectures, of the ranking's
 * standings and of reminders to come. It is encrypted at rest and paid per request, and rows expire by their
 * time to live.
 */
export class LectureTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;
  readonly openLecturesIndexArn: string;
  readonly standingsIndexArn: string;
  readonly remindersIndexArn: string;

  constructor(
    scope: Construct,
    id: string,
    { protectData = false, firstDeploy = false, replicaRegion }: LectureTableProps = {},
  ) {
    super(scope, id);

    const table = new TableV2(this, 'Table', {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      timeToLiveAttribute: tableKeys.timeToLive,
      billing: Billing.onDemand(),
      // DynamoDB's own key is used: a key of KMS would add a charge to every request and protect nothing
      // more.
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      globalSecondaryIndexes: [
        {
          indexName: openLecturesIndex.name,
          partitionKey: { name: openLecturesIndex.partition, type: AttributeType.STRING },
          // Milliseconds since the epoch.
          sortKey: { name: openLecturesIndex.sort, type: AttributeType.NUMBER },
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          indexName: standingsIndex.name,
          partitionKey: { name: standingsIndex.partition, type: AttributeType.STRING },
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: [...standingsIndex.attributes],
        },
        {
          indexName: remindersIndex.name,
          partitionKey: { name: remindersIndex.partition, type: AttributeType.STRING },
          // Milliseconds since the epoch.
          sortKey: { name: remindersIndex.sort, type: AttributeType.NUMBER },
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: [...remindersIndex.attributes],
        },
      ],
      deletionProtection: protectData && !firstDeploy,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: protectData },
      removalPolicy: removalPolicyOf(protectData),
      ...(replicaRegion !== undefined && { replicas: [{ region: replicaRegion }] }),
    });

    this.tableName = table.tableName;
    this.tableArn = table.tableArn;
    this.standingsIndexArn = `${table.tableArn}/index/${standingsIndex.name}`;
    this.remindersIndexArn = `${table.tableArn}/index/${remindersIndex.name}`;
    this.openLecturesIndexArn = `${table.tableArn}/index/${openLecturesIndex.name}`;
  }
}
