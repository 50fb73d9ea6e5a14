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

export interface AlarmCondition {
  /** With its period: what one datapoint is of. */
  readonly metric: IMetric;
  readonly is: keyof typeof operators;
  readonly threshold: number;
  /** So many datapoints of the last so many. @default the last one */
  readonly datapoints?: readonly [number, number];
  /** What it means that there is no datapoint: never left to the default. */
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
 * Every alarm has an entry of its own in the runbook, and its text says where that is.
 *
 * `entry` is that entry's anchor, from which the alarm's id in the template is made; `meaning` is
 * one sentence on what it means to learners. Several conditions are alarms of their own, and any of
 * them sets off the one that tells.
 */
export function alarmFactory(scope: Construct, topic: ITopic, runbook: string): MakeAlarm {
  const action = new SnsAction(topic);
  return (entry, meaning, condition) => {
    const alarmDescription = `${meaning} What to do: ${runbook}#${entry}`;
    const id = pascalCase(entry);
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

function alarmProps({ metric, is, threshold, datapoints = [1, 1], missing }: AlarmCondition) {
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

const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
