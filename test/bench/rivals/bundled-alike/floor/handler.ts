import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { nothingYet } from '../../nothing-yet.ts';

/**
 * The same poll with nothing but Node: what is left when every package is taken away. It checks
 * only what this one job needs, and is here to be measured, not to be used.
 */
const variables = process.env;
const region = variables['AWS_REGION'] ?? '';
const endpoint = new URL(
  variables['AWS_ENDPOINT_URL'] ?? `https://dynamodb.${region}.amazonaws.com`,
);
const isPlain = endpoint.protocol === 'http:';
const send = isPlain ? requestHttp : requestHttps;
const agent = isPlain ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let signingKey: { scope: string; key: Buffer } | undefined;
function keyOf(day: string, service: string): { scope: string; key: Buffer } {
  const scope = `${day}/${region}/${service}/aws4_request`;
  if (signingKey?.scope !== scope) {
    const start: Buffer | string = `AWS4${variables['AWS_SECRET_ACCESS_KEY']}`;
    const key = [day, region, service].reduce<Buffer | string>(hmac, start);
    signingKey = { scope, key: hmac(key, 'aws4_request') };
  }
  return signingKey;
}

function callAws(service: string, target: string, version: string, input: object): Promise<string> {
  const body = JSON.stringify(input);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    'content-type': `application/x-amz-json-${version}`,
    host: endpoint.host,
    'x-amz-date': time,
    'x-amz-security-token': variables['AWS_SESSION_TOKEN'] ?? '',
    'x-amz-target': target,
  };
  const names = 'content-type;host;x-amz-date;x-amz-security-token;x-amz-target';
  let lines = '';
  for (const name in headers) lines += `${name}:${headers[name]}\n`;
  const canonical = `POST\n/\n\n${lines}\n${names}\n${sha256(body)}`;
  const { scope, key } = keyOf(time.slice(0, 8), service);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`);
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${variables['AWS_ACCESS_KEY_ID']}/${scope}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`;
  headers['content-length'] = String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    const request = send(endpoint, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(text)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const userOfToken = new Map<string, string>();
async function callerOf(authorization: string | undefined): Promise<string> {
  const token = authorization?.slice('Bearer '.length) ?? '';
  const known = userOfToken.get(token);
  if (known !== undefined) return known;
  const secret = await callAws('secretsmanager', 'secretsmanager.GetSecretValue', '1.1', {
    SecretId: variables['TOKEN_KEYS_SECRET_ARN'],
  });
  const keyring = JSON.parse(JSON.parse(secret).SecretString);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const expected = hmac(keyring[kid], `${header}.${payload}`);
  const given = Buffer.from(signature, 'base64url');
  if (alg !== 'HS256' || given.length !== 32 || !timingSafeEqual(given, expected)) {
    throw new Error('unauthorized');
  }
  const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  userOfToken.set(token, sub);
  return sub;
}

export async function handler(event: APIGatewayProxyEventV2) {
  const startedAt = Date.now();
  const userId = await callerOf(event.headers['authorization']);
  const id = event.pathParameters?.['id'] ?? '';
  const answer = await callAws('dynamodb', 'DynamoDB_20120810.GetItem', '1.0', {
    TableName: variables['TABLE_NAME'],
    Key: {
      pk: { S: `USER#${userId.padStart(16, '0')}` },
      sk: { S: `LECTURE#${id.padStart(16, '0')}` },
    },
  });
  const { Item } = JSON.parse(answer);
  const isOpen = Item.status.S === 'IN_PROGRESS' && startedAt < Number(Item.deadlineAt.N);
  const topic = Item.topic.M;
  const body = JSON.stringify({
    id: Number(Item.lectureId.N),
    majorId: Number(topic.majorId.N),
    majorName: topic.majorName.S,
    subjectId: Number(topic.subjectId.N),
    subjectName: topic.subjectName.S,
    topicId: Number(topic.topicId.N),
    topicName: topic.topicName.S,
    transcribed: null,
    score: null,
    strength: null,
    weakness: null,
    status: isOpen ? 'IN_PROGRESS' : 'FAILURE',
    helpfulnessRating: null,
    kind: Item.kind.S,
    stage: isOpen ? Item.stage.S : 'DONE',
    failureReason: isOpen ? null : 'DEADLINE_EXCEEDED',
    nextAllowanceAt: null,
    uploadUntil: null,
    contentType: null,
    createdAt: new Date(Number(Item.createdAt.N)).toISOString(),
    ...nothingYet,
  });
  const { requestId } = event.requestContext;
  const milliseconds = Date.now() - startedAt;
  console.info(JSON.stringify({ level: 'info', requestId, status: 200, milliseconds }));
  return {
    statusCode: 200,
    headers: {
      'content-type': 'application/json',
      'retry-after': '3',
      'x-request-id': requestId,
    },
    body,
  };
}
