import {
  Alarm,
  type AlarmBase,
  AlarmRule,
  ComparisonOperator,
  CompositeAlarm,
  type IMetric,
  type TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { constructId } from '../construct-id.ts';

export interface AlarmCondition {
  /** The metric with its period, which is what one datapoint covers. */
  readonly metric: IMetric;
  /** @default `at least` one: it must never happen */
  readonly is?: keyof typeof operators;
  /** @default 1 */
  readonly threshold?: number;
  /** How many of the last datapoints have to breach: `[2, 3]` is two of three. @default the last one */
  readonly datapoints?: readonly [number, number];
  /** What a missing datapoint means; every alarm has to say it. */
  readonly missing: TreatMissingData;
}

const operators = {
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  'at least': ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
} as const;

/** Makes an alarm that tells the topic when it goes off and when it is over. */
export type MakeAlarm = (
  entry: string,
  meaning: string,
  condition: AlarmCondition | readonly AlarmCondition[],
) => void;

/**
 * Makes alarms that each have an entry of their own in the runbook, which the alarm's text names.
 *
 * `entry` is that entry's anchor, and the alarm's id in the template is made from it; `meaning` is one
 * sentence on what the alarm means to learners. Several conditions become alarms of their own, and any of
 * them sets off a composite alarm, which tells.
 */
export function alarmFactory(scope: Construct, topic: ITopic, runbook: string): MakeAlarm {
  const action = new SnsAction(topic);
  return (entry, meaning, condition) => {
    const alarmDescription = `${meaning} What to do: ${runbook}#${entry}`;
    const id = constructId(entry);
    const tell = (alarm: AlarmBase) => {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    };
    if (!isMany(condition)) {
      tell(new Alarm(scope, id, { ...alarmProps(condition), alarmDescription }));
      return;
    }
    const parts = condition.map(
      (part, index) =>
        new Alarm(scope, `${id}${index + 1}`, { ...alarmProps(part), alarmDescription }),
    );
    tell(new CompositeAlarm(scope, id, { alarmRule: AlarmRule.anyOf(...parts), alarmDescription }));
  };
}

const isMany = (
  condition: AlarmCondition | readonly AlarmCondition[],
): condition is readonly AlarmCondition[] => Array.isArray(condition);

function alarmProps({
  metric,
  is = 'at least',
  threshold = 1,
  datapoints = [1, 1],
  missing,
}: AlarmCondition) {
  const [datapointsToAlarm, evaluationPeriods] = datapoints;
  return {
    metric,
    threshold,
    comparisonOperator: operators[is],
    datapointsToAlarm,
    evaluationPeriods,
    treatMissingData: missing,
  };
}
