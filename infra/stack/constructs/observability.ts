import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { Alarms, type WatchedResources } from './alarms.ts';
import { Dashboard } from './dashboard.ts';
import { LogQueries } from './log-queries.ts';
import { serviceMetrics } from './service-metric.ts';

export interface ObservabilityProps {
  readonly settings: Settings;
  /** What the functions find as METRIC_NAMESPACE. */
  readonly namespace: string;
  readonly resources: WatchedResources;
  /** Every log group below it is searched by the saved queries. */
  readonly logsOf: Construct;
}

/** What says that something is wrong before users do, shows what, and finds out why. */
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
    const logGroups = logsOf.node.findAll().filter((found) => found instanceof LogGroup);
    new LogQueries(this, 'Queries', { logGroups });
  }
}
