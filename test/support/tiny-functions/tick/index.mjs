/** Runs by schedule, and once as the custom resource of the tiny stack. */
export async function handler(event) {
  console.log(JSON.stringify({ level: 'INFO', ticked: event['detail-type'] ?? event.RequestType }));
  if (event.ResourceProperties?.table === 'refused') throw new Error('refused this table');
  return event;
}
