/** The CDK app behind `npm run rehearse`: a whole stage, without what the emulator does not know. */

import { addStage, synthesizeApp } from '../../stack/synthesize-app.ts';
import { leaveOutUnknown } from './emulator-limits.ts';

await synthesizeApp(async (app) => {
  const { stack } = await addStage(app);
  stack.templateOptions.metadata = { leftOut: leaveOutUnknown(stack) };
});
