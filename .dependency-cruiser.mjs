/** The rooms of the house and which doors lead where; see docs/architecture.md. */
const domain =
  '^shared/(lectures|recordings|users|catalog|assessment|speech|identifiers|ranking|quota|own-topics|habits|rewards|league|calendar|retention|reminders)/|^shared/domain-error';

/**
 * The wings of infra/, and which of the project's files each may import beside its own. They stand in
 * the order of the arrows: what a wing imports stands below it. A room with a line of its own is held
 * to that line, and its wing names it where it imports it.
 */
const wings = {
  'infra/app.ts': ['infra/stack/'],
  'infra/operate/operate.ts': ['infra/operate/rehearsal/', 'infra/operate/', 'infra/command-line/'],
  'infra/operate/rehearsal/': [
    'infra/operate/',
    'infra/command-line/',
    'infra/stack/',
    'infra/stack/read-settings.ts',
    'infra/stack/settings.ts',
    'infra/stack/journey-functions.ts',
    'infra/local/template/',
    'infra/openai-stand-in/server.ts',
    'infra/teach/kept-logins.ts',
    'shared/contracts/',
  ],
  // Operator commands are doors like functions: they may use what is behind.
  'infra/operate/': [
    'infra/command-line/',
    'infra/github/github-deploy-context.ts',
    'infra/stack/construct-id.ts',
    'infra/stack/read-settings.ts',
    'infra/stack/settings.ts',
    'infra/stack/journey-functions.ts',
    'infra/stack/journey-query.ts',
    'infra/stack/release-alarms.ts',
    'infra/stack/stateful-types.ts',
    'infra/local/operator-access.ts',
    'shared/',
  ],
  'infra/documents/': [
    'infra/command-line/',
    'infra/local/template/',
    'infra/stack/construct-id.ts',
    'infra/stack/settings.ts',
    'shared/contracts/',
  ],
  'infra/github/': [
    'infra/stack/',
    'infra/stack/read-settings.ts',
    'infra/stack/settings.ts',
    'infra/stack/constructs/accepted-findings.ts',
  ],
  'infra/stack/': [
    'infra/stack/constructs/',
    'infra/stack/grants.ts',
    'infra/stack/grant-targets.ts',
    'infra/stack/read-settings.ts',
    'infra/stack/settings.ts',
    'infra/bundle/kept-bundles.ts',
    'shared/contracts/',
  ],
  'infra/stack/constructs/': [
    'infra/stack/grants.ts',
    'infra/stack/construct-id.ts',
    'infra/stack/grant-targets.ts',
    'infra/stack/journey-functions.ts',
    'infra/stack/journey-query.ts',
    'infra/stack/settings.ts',
    'shared/contracts/',
  ],
  'infra/stack/grants.ts': ['infra/stack/grant-targets.ts', 'shared/contracts/'],
  'infra/stack/grant-targets.ts': ['shared/contracts/'],
  'infra/stack/read-settings.ts': [
    'infra/stack/settings.ts',
    'infra/stack/settings-rules.ts',
    'shared/contracts/',
  ],
  'infra/stack/settings.ts': ['infra/stack/settings-rules.ts', 'shared/contracts/'],
  'infra/stack/settings-rules.ts': ['shared/contracts/'],
  'infra/stack/journey-functions.ts': ['shared/contracts/'],
  'infra/stack/construct-id.ts': [],
  'infra/stack/journey-query.ts': [],
  'infra/stack/release-alarms.ts': [],
  'infra/stack/stateful-types.ts': [],
  'infra/bundle/': ['shared/contracts/'],
  'infra/local/': [
    'infra/command-line/',
    'infra/local/http-api/',
    'infra/local/lambda/',
    'infra/local/aws/',
    'infra/local/template/',
    'infra/openai-stand-in/server.ts',
    'shared/contracts/',
  ],
  'infra/local/http-api/': ['infra/local/lambda/', 'infra/local/template/', 'shared/contracts/'],
  'infra/local/lambda/': ['infra/local/aws/', 'infra/local/template/', 'shared/contracts/'],
  'infra/local/aws/': ['infra/local/template/', 'shared/contracts/'],
  'infra/local/template/': ['shared/contracts/'],
  'infra/teach/': [
    'shared/client/',
    'shared/contracts/limits.ts',
    'shared/contracts/own-topic-limits.ts',
    'shared/contracts/recordings.ts',
  ],
  'infra/command-line/': [],
  // It works with any client.
  'infra/openai-stand-in/': [],
};

const names = Object.keys(wings);
const wingOf = (path) =>
  names.filter((wing) => path.startsWith(wing)).sort((one, other) => other.length - one.length)[0];
const backUp = Object.entries(wings).flatMap(([wing, below]) =>
  below
    .filter((path) => path.startsWith('infra/'))
    .filter((path) => names.indexOf(wingOf(path)) <= names.indexOf(wing))
    .map((path) => `${wing} → ${path}`),
);
if (backUp.length > 0) throw new Error(`These arrows run back up: ${backUp.join(', ')}`);

/** What lies under a path, less the rooms with a line of their own. */
function filesOf(path) {
  const rooms = names.filter((wing) => wing !== path && wing.startsWith(path));
  const literal = (text) => text.replaceAll('.', '\\.');
  const except = rooms.map((room) => `(?!${literal(room.slice(path.length))})`).join('');
  return `^${literal(path)}${except}`;
}

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
      'client-is-for-any-face',
      'The calls, the journey and the texts of our clients run wherever there is fetch.',
      { path: '^shared/client/' },
      { path: '.', pathNot: '^shared/(client|contracts)/' },
    ),
    forbidden(
      'web-app-is-a-face',
      'What runs in the browser knows the client and the contracts, and none of what runs on Lambda.',
      { path: '^functions/get-web-app/app/' },
      {
        path: '^(shared|functions|infra|test)/',
        pathNot: '^(shared/(client|contracts)|functions/get-web-app/app)/',
      },
    ),
    ...Object.entries(wings).map(([wing, below]) =>
      forbidden(
        `only-what-is-below: ${wing}`,
        'The table of wings says what each may import.',
        { path: filesOf(wing) },
        {
          path: '^(shared|functions|infra|test)/|^package',
          pathNot: [wing, ...below].map(filesOf),
        },
      ),
    ),
    forbidden(
      'infra-has-wings-only',
      'Every file of infra/ lies in a wing that this table names.',
      { path: '^infra/', pathNot: names.map(filesOf) },
      { path: '.' },
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
