/** A value that each variable may have. */
export const functionVariables: Readonly<Record<string, string>> = {
  AWS_REGION: 'ap-northeast-2',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  // Nobody listens there: calls that a test does not fake must not leave the machine.
  AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:9',
  SENTRY_SECRET_ARN: 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:sentry',
  STAGE: 'dev',
  TABLE_NAME: 'test-table',
  METRIC_NAMESPACE: 'LearningMate-test',
  TOKEN_KEYS_SECRET_ARN: 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:keys',
  RECORDINGS_BUCKET: 'test-recordings',
  LECTURE_QUEUE_URL: 'https://sqs.test/000000000000/lectures',
  UNCLAIMED_QUEUE_URL: 'https://sqs.test/000000000000/unclaimed',
  REMINDER_QUEUE_URL: 'https://sqs.test/000000000000/reminders',
  PUSH_HOSTS: '["push.test"]',
  PUSH_SECRET_ARN: 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:push',
  PUSH_CONTACT: 'https://learning.test',
  DAILY_LECTURES_PER_USER: '20',
  DAILY_TOPICS_PER_USER: '20',
  DAILY_LECTURES_GLOBAL: '1000',
  DAILY_REFUSED_UPLOADS_PER_USER: '30',
  DAILY_PROVIDER_DOLLARS: '100',
  DAILY_TOKENS_PER_ADDRESS: '50',
  OPENAI_SECRET_ARN: 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:openai',
  SPEECH_ENDPOINTS: '[{"baseUrl":"https://speech.test/v1","model":"test-speech"}]',
  CHAT_ENDPOINTS: '[{"baseUrl":"https://chat.test/v1","model":"test-chat"}]',
  MODERATION_ENDPOINTS: '[{"baseUrl":"https://chat.test/v1","model":"test-moderation"}]',
  REWARD_QUEUE_URL: 'https://sqs.test/000000000000/rewards',
  REWARD_AD_UNITS: '["2747237135"]',
  REWARD_KEYS_URL: 'https://keys.test/verifier-keys.json',
  API_URL: 'https://api.test',
  RECORDINGS_HOST: 'recordings.test',
  EXPERIMENTS: '[]',
  WEB_SETTINGS:
    '{"standIn":false,"recordingDays":7,"hearers":["speech.test"],"assessors":["chat.test"]}',
};

/** Handlers read their environment when they are imported: call this before a dynamic import. */
export function setFunctionEnvironment(): void {
  Object.assign(process.env, functionVariables);
}
