/** Answers with the event and context it was given, or misbehaves as `?do=` asks. */
const held = [];
/** Kept while it is loaded, as adapters keep it. */
const clock = Date.now;

export async function handler(event, context) {
  const asked = event.queryStringParameters?.do;
  if (asked === 'throw') throw new TypeError('asked to throw');
  if (asked === 'reject-later') {
    Promise.reject(new RangeError('asked to reject'));
    await new Promise(() => {});
  }
  if (asked === 'exit') process.exit(3);
  if (asked === 'hang') await new Promise((resolve) => held.push(resolve));
  if (asked === 'spin') for (;;);
  // Not V8's memory: a buffer, as a recording is.
  if (asked === 'fill') {
    held.push(Buffer.alloc(Number(event.queryStringParameters.megabytes) * 1024 * 1024, 1));
  }
  if (asked === 'log') console.log(JSON.stringify({ level: 'INFO', message: 'as it is' }));
  if (asked === 'malformed') return { statusCode: 'not a number' };
  if (asked === 'time')
    return [clock(), Date.parse(new Date().toISOString()), Date.parse(Date()), new Date(0)];
  if (asked === 'bare') return { topic: 'hash tables' };
  if (asked === 'nothing') return undefined;
  if (asked === 'answer-of') {
    const bytes = Number(event.queryStringParameters.bytes);
    // With the quotes around it, so many bytes of JSON.
    return 'x'.repeat(bytes - 2);
  }
  if (asked === 'binary') {
    return {
      statusCode: 201,
      headers: { 'Content-Type': 'application/octet-stream', 'Access-Control-Allow-Origin': 'x' },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from([0, 255, 1]).toString('base64'),
      isBase64Encoded: true,
    };
  }
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      event,
      context: { ...context, remaining: context.getRemainingTimeInMillis() },
      environment: { ...process.env },
    }),
  };
}
