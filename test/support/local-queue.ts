import type { LocalStack } from '../../infra/local/local-stack.ts';

/** The ARN of the queue whose URL is this output of the stack. */
export function queueArnOf(
  { stack, operator }: LocalStack,
  output:
    | 'LectureQueueUrl'
    | 'UnclaimedQueueUrl'
    | 'RewardQueueUrl'
    | 'ReminderQueueUrl'
    | 'DeadLetterQueueUrl',
): string {
  const name = operator.outputs[output]?.split('/').at(-1);
  const queue = stack.queues.find((each) => each.name === name);
  if (!queue) throw new Error(`the stack has no queue behind ${output}`);
  return queue.arn;
}
