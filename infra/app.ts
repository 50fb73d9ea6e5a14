import { addStage, synthesizeApp } from './stack/synthesize-app.ts';

await synthesizeApp(async (app) => {
  const { checked } = await addStage(app);
  if (!checked) return;
  // Loaded only where it is wanted: the rules take about as long as the whole synth.
  const { addChecks } = await import('./stack/checks.ts');
  addChecks(app);
});
