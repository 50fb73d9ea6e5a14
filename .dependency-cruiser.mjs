/** The rooms of the house and which doors lead where; see docs/architecture.md. */
const domain =
  '^shared/(lectures|recordings|users|catalog|assessment|speech|identifiers|ranking|quota)/|^shared/domain-error';

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbidden(
      'no-cycles',
      'A cycle hides which of two files is the foundation.',
      {},
      { circular: true },
    ),
    forbidden(
      'domain-is-pure',
      'Domain code knows its ports, not their adapters, nor Lambda, AWS or OpenAI.',
      { path: domain },
      {
        path: '^(shared/(adapters|platform)|functions|infra)/|node_modules/(@aws-sdk|openai|@middy|aws-lambda)',
      },
    ),
    forbidden(
      'schemas-are-small',
      'Functions build their schemas by zod/mini: the classic API is 60 KB and a fifth of an import.',
      { path: '^(shared|functions)/' },
      { path: 'node_modules/zod/(index|v4/(index|classic))' },
    ),
    forbidden(
      'contracts-stand-alone',
      'Contracts are what everything else may import.',
      { path: '^shared/contracts/' },
      { path: '^(shared/(?!contracts/)|functions/|infra/)' },
    ),
    forbidden(
      'adapters-know-no-lambda',
      'An adapter implements a port; it is wired, never wires.',
      { path: '^shared/adapters/' },
      { path: '^(shared/platform|functions|infra)/|node_modules/@middy' },
    ),
    forbidden(
      'shared-is-below-functions',
      'Arrows go from functions to shared.',
      { path: '^shared/' },
      { path: '^(functions|infra|test)/' },
    ),
    forbidden(
      'functions-stand-alone',
      'Functions never import each other.',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/(?!$1/)|^infra/|^test/' },
    ),
    forbidden(
      'infra-imports-contracts-only',
      'Infrastructure takes functions by path and facts from the contracts. Operator commands are doors like functions: they may use what is behind.',
      { path: '^infra/', pathNot: '^infra/operate/' },
      { path: '^(functions|test)/|^shared/(?!contracts/)' },
    ),
    forbidden(
      'stand-in-knows-nothing-of-us',
      'The stand-in for OpenAI answers from the request alone.',
      { path: '^infra/openai-stand-in/' },
      { path: '^(shared|functions|infra/(?!openai-stand-in/))' },
    ),
    forbidden(
      'teach-knows-the-wire-only',
      'The client is a client: it must work against any deployment.',
      { path: '^infra/teach/' },
      { path: '^(shared|functions|infra/(?!teach/))' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
