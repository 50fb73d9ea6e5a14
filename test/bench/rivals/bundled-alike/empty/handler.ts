/** What nothing at all costs. */
export const handler = async () => ({ statusCode: 200, body: '' });
