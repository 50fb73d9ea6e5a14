/** The CDK app behind `npm run rehearse`: a stage as it is, less what the emulator does not know. */
import { leaveOutUnknown } from './emulator-limits.ts';
import { addStage, synthesizeApp } from './synthesize-app.ts';

await synthesizeApp(async (app) => {
  const { stack } = await addStage(app);
  stack.templateOptions.metadata = { leftOut: leaveOutUnknown(stack) };
});
