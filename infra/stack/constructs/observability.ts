import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../../../shared/contracts/environment.ts';
import type { Settings } from '../settings.ts';
import { Alarms, type WatchedResources } from './alarms.ts';
import { Dashboard } from './dashboard.ts';
import { LambdaFunction } from './lambda-function.ts';
import { LogQueries } from './log-queries.ts';
import { serviceMetrics } from './service-metric.ts';

export interface ObservabilityProps {
  readonly settings: Settings;
  /** The namespace that the functions find as METRIC_NAMESPACE. */
  readonly namespace: string;
  readonly resources: WatchedResources;
  /** The saved queries search the log groups below this construct. */
  readonly logsOf: Construct;
}

/** These functions answer everybody alike, so that their lines hold nothing of a lecture or a learner. */
const notSearched: readonly FunctionName[] = ['reject-request', 'get-api-docs', 'get-swagger-page'];

const isSearched = ({ node: { scope } }: LogGroup): boolean =>
  !(scope instanceof LambdaFunction && notSearched.includes(scope.functionName));

/**
 * Alarms say that something is wrong before users do, the dashboard shows what, and saved queries find out
 * why.
 */
export class Observability extends Construct {
  readonly dashboardUrl: string;

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { settings, namespace, resources, logsOf } = props;
    const metric = serviceMetrics(namespace);
    new Alarms(this, 'Alarms', { settings, metric, resources });
    const { url } = new Dashboard(this, 'Overview', {
      ...{ metric, namespace, resources },
      experiments: settings.experiments,
    });
    this.dashboardUrl = url;
    const logGroups = logsOf.node
      .findAll()
      .filter((found) => found instanceof LogGroup)
      .filter(isSearched);
    new LogQueries(this, 'Queries', { logGroups });
  }
}
