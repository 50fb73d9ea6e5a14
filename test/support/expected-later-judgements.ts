/** What the functions of judgements after a result may do, and do. */
export const expectedLaterJudgements = {
  'reveal-answers': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
      ],
      'table CATALOG#*': ['dynamodb:GetItem'],
    },
    // The row before and after, the feedback to see that there is one, and then what is shown.
    asks: { 'dynamodb:Query': 1, 'dynamodb:GetItem': 5, 'dynamodb:UpdateItem': 1 },
  },
  'answer-pupil': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
      ],
      'table CATALOG#*': ['dynamodb:GetItem'],
      'bucket/recordings/*': ['s3:GetObject'],
      bucket: ['s3:ListBucket'],
      queue: ['sqs:SendMessage'],
    },
    // The row and its feedback, and the answer's own row that is not there yet; the note that there
    // may be later ones; the guard, the place, the text and the row; and the message.
    asks: {
      'dynamodb:Query': 1,
      'dynamodb:GetItem': 3,
      'dynamodb:UpdateItem': 1,
      'dynamodb:PutItem': 4,
      'sqs:SendMessage': 1,
    },
  },
  'revise-lecture': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
      ],
      'table CATALOG#*': ['dynamodb:GetItem'],
      queue: ['sqs:SendMessage'],
    },
  },
  'correct-transcript': {
    // Like an answer, with the transcript to measure it by.
    asks: {
      'dynamodb:Query': 1,
      'dynamodb:GetItem': 4,
      'dynamodb:UpdateItem': 1,
      'dynamodb:PutItem': 4,
      'sqs:SendMessage': 1,
    },
  },
  'dispute-label': {
    // Like an answer, without a text of its own.
    asks: {
      'dynamodb:Query': 1,
      'dynamodb:GetItem': 3,
      'dynamodb:UpdateItem': 1,
      'dynamodb:PutItem': 3,
      'sqs:SendMessage': 1,
    },
  },
} as const;
