if (process.env.WANTED === undefined) throw new Error('missing in the environment: WANTED');
// Installed in the project, but not in this bundle.
await import('zod');
export const handler = async () => 'never';
