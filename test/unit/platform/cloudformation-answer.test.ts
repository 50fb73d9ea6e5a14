import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { answerCloudFormation } from '../../../shared/platform/cloudformation-answer.ts';
import { lambdaContext } from '../../support/api-event.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';

const captured = measuredLogOfEachTest();
const failing = () => Promise.reject(new Error('no table'));

interface Answer {
  readonly method: string | undefined;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

/** CloudFormation's side of it, and the event that names its URL. */
async function deployment(answersWith: number | 'nothing' = 200) {
  const answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    const { method, headers } = request;
    const body = JSON.parse(await text(request));
    answers.push({ method, contentType: headers['content-type'], body });
    if (answersWith !== 'nothing') response.writeHead(answersWith).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object') throw new Error('the server does not listen');
  const event = {
    ResponseURL: `http://127.0.0.1:${address?.port}/answer?signature=s`,
    LogicalResourceId: 'Catalog',
    StackId: 'stack-1',
    RequestId: 'request-1',
  };
  const answer = (work: () => Promise<unknown>) =>
    answerCloudFormation(event, lambdaContext(), work);
  return { answers, answer };
}

const said = (Status: string): Answer => ({
  method: 'PUT',
  // The signature of the URL covers an empty one.
  contentType: '',
  body: {
    Status,
    Reason: 'See log stream test-stream',
    PhysicalResourceId: 'Catalog',
    StackId: 'stack-1',
    RequestId: 'request-1',
    LogicalResourceId: 'Catalog',
  },
});

describe('the work of a deployment', () => {
  it('is reported to CloudFormation when it is done', async () => {
    const { answers, answer } = await deployment();
    await expect(answer(async () => 'done')).resolves.toBe('done');
    expect(answers).toEqual([said('SUCCESS')]);
  });

  it('is reported when it fails, too, so that the deployment need not wait for an hour', async () => {
    const { answers, answer } = await deployment();
    await expect(answer(failing)).rejects.toThrow('no table');
    expect(answers).toEqual([said('FAILED')]);
  });

  it('is no success if CloudFormation refuses the answer', async () => {
    const { answer } = await deployment(403);
    await expect(answer(async () => 'done')).rejects.toThrow('CloudFormation answered 403');
    expect(captured.lines()[0]).toMatchObject({ reason: 'CloudFormation answered 403' });
  });

  it('waits ten seconds for CloudFormation and no longer', async () => {
    const { answers, answer } = await deployment('nothing');
    const patience = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
    onTestFinished(() => timeout.mockRestore());
    const answered = answer(failing);
    await expect.poll(() => answers).toHaveLength(1);
    expect(timeout).toHaveBeenCalledWith(10_000);
    patience.abort(new Error('waited long enough'));
    await expect(answered).rejects.toThrow('waited long enough');
  });
});

describe('work that is invoked directly, without an answer URL', () => {
  it('answers its caller', async () => {
    await expect(answerCloudFormation({}, lambdaContext(), async () => 'done')).resolves.toBe(
      'done',
    );
  });

  it('is logged and thrown if it fails', async () => {
    await expect(answerCloudFormation({}, lambdaContext(), failing)).rejects.toThrow('no table');
    expect(captured.lines()).toMatchObject([
      { level: 'error', message: 'custom resource failed', reason: 'no table' },
    ]);
  });
});
