import { evaluate } from './evaluation.ts';

process.exitCode = await evaluate(process.argv.slice(2), process.env, {
  print: (text) => console.log(text),
  say: (text) => console.error(text),
});
