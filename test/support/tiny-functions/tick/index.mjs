export async function handler(event) {
  console.log(JSON.stringify({ level: 'INFO', ticked: event['detail-type'] }));
  return event;
}
