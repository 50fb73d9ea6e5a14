import { addStage, synthesizeApp } from './synthesize-app.ts';

await synthesizeApp(async (app) => {
  const { checked } = await addStage(app);
  if (!checked) return;
  // Loaded only where it is wanted: the rules take about as long as the whole synth.
  const { addChecks } = await import('./checks.ts');
  addChecks(app);
});
