/** Fails on a message that says so; otherwise logs it. */
export async function handler(event) {
  for (const { body } of event.Records) {
    if (body.includes('poison')) throw new Error('asked to fail');
    console.log(JSON.stringify({ level: 'INFO', worked: body }));
  }
}
