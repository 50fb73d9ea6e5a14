import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { jwtVerify } from 'jose';
import serverlessHttp from 'serverless-http';
import { z } from 'zod';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import { nothingYet } from './nothing-yet.ts';

/**
 * The same poll as tutorials of Express would write it: clients with their defaults, each request's token
 * verified again, the row checked and answered in one place.
 */
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient());
const secrets = new SecretsManagerClient();
const paramsSchema = z.object({ id: z.coerce.number().int() });
const claimsSchema = z.object({ sub: z.coerce.number() });
const keyringSchema = z.record(z.string(), z.string());
const rowSchema = z.object({
  lectureId: z.number(),
  topic: z.record(z.string(), z.union([z.string(), z.number()])),
  status: z.string(),
  kind: z.string(),
  stage: z.string(),
  createdAt: z.number(),
});

let keyring: Promise<Record<string, string>> | undefined;
async function readKeyring(): Promise<Record<string, string>> {
  const SecretId = process.env['TOKEN_KEYS_SECRET_ARN'];
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return keyringSchema.parse(JSON.parse(SecretString));
}

const app = express();
app.use(express.json());
app.get('/api/v1/lecture/:id', async (request, response) => {
  keyring ??= readKeyring();
  const keys = await keyring;
  const token = request.get('authorization')?.replace('Bearer ', '') ?? '';
  const { payload } = await jwtVerify(
    token,
    ({ kid = '' }) => new TextEncoder().encode(keys[kid]),
    { issuer: 'learning-mate', audience: 'learning-mate-app' },
  );
  const { sub: userId } = claimsSchema.parse(payload);
  const { id: lectureId } = paramsSchema.parse(request.params);
  const { Item } = await dynamo.send(
    new GetCommand({
      TableName: process.env['TABLE_NAME'],
      Key: lectureKey({ userId, lectureId }),
    }),
  );
  if (!Item) {
    response.status(404).json({ message: 'not found' });
    return;
  }
  const row = rowSchema.parse(Item);
  console.log(JSON.stringify({ level: 'info', message: 'request', lectureId }));
  if (row.status === 'IN_PROGRESS') response.set('retry-after', '3');
  response.json({
    id: row.lectureId,
    ...row.topic,
    transcribed: null,
    score: null,
    strength: null,
    weakness: null,
    status: row.status,
    helpfulnessRating: null,
    kind: row.kind,
    stage: row.stage,
    failureReason: null,
    nextAllowanceAt: null,
    uploadUntil: null,
    contentType: null,
    createdAt: new Date(row.createdAt).toISOString(),
    ...nothingYet,
  });
});

export const handler = serverlessHttp(app);
