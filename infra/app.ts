import { addStage, synthesizeApp } from './stack/synthesize-app.ts';

await synthesizeApp(async (app) => {
  const { checked } = await addStage(app);
  if (!checked) return;
  // The rules are loaded only where they are wanted: they take about as long as the whole synth.
  const { addChecks } = await import('./stack/checks.ts');
  addChecks(app);
});
