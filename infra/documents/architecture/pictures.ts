import { type Architecture, everyPeriod, type PieceKind, type Trigger } from './architecture.ts';
import { type FunctionGroup, groupFunctions } from './function-groups.ts';

type Shape = readonly [open: string, close: string];

const shapes: Readonly<Record<PieceKind, Shape>> = {
  table: ['[(', ')]'],
  index: ['[(', ')]'],
  bucket: ['[(', ')]'],
  queue: ['[[', ']]'],
  secret: ['{{', '}}'],
};
const box: Shape = ['[', ']'];
const outside: Shape = ['([', '])'];

interface Arrow {
  readonly from: string;
  readonly to: string;
  /** AWS itself does this, and not a function by its role. */
  readonly isDelivery?: boolean;
  readonly label?: string;
}

/** Mermaid's own spacing is wider and would leave the words small on a page. */
const spacing = '%%{init: {"flowchart": {"nodeSpacing": 25, "rankSpacing": 45}}}%%';

/** What the app's calls reach, as a Mermaid flowchart. */
export function requestsPicture(architecture: Architecture): string {
  const { pieces, uploads } = architecture;
  const groups = groupFunctions(architecture).filter(isOfRoutes);
  const frames = framesBySecrets(groups);
  const endpoints = groups.flatMap(endpointsOf);
  const arrows = [
    { from: 'app', to: 'api' },
    ...frames.flatMap(({ id, secrets }) => [
      { from: 'api', to: id },
      ...secrets.map((to) => ({ from: id, to })),
    ]),
    ...groups
      .filter((group) => secretsOf(group).length === 0)
      .map((group) => ({ from: 'api', to: idOfGroup(group) })),
    ...groups.flatMap((group) => accessArrows(group).filter(({ to }) => !isSecret(pieces, to))),
    ...uploads.map((to) => ({ from: 'app', to, label: 'PUT, presigned' })),
    ...endpoints.map(({ arrow }) => arrow),
  ];
  return flowchart('LR', [
    node('app', 'app', outside),
    node('api', 'HTTP API', shapes.secret),
    ...groups.filter((group) => secretsOf(group).length === 0).map(groupNode),
    ...frames.flatMap(frameLines),
    ...endpoints.flatMap(({ outsider }) => outsider ?? []),
    ...pieceNodes(architecture, arrows),
    ...arrows.map(arrowLine),
  ]);
}

/** What happens without a call of the app, as a Mermaid flowchart. */
export function backgroundPicture(architecture: Architecture): string {
  const { notifications, redrives } = architecture;
  const groups = groupFunctions(architecture).filter((group) => !isOfRoutes(group));
  const calls = groups.flatMap(callsOf);
  const endpoints = groups.flatMap(endpointsOf);
  const arrows = [
    ...notifications.map(({ bucket, queue, event }) => ({
      from: bucket,
      to: queue,
      isDelivery: true,
      label: event,
    })),
    ...redrives.map(({ queue, deadLetters, maximumReceives }) => ({
      from: queue,
      to: deadLetters,
      isDelivery: true,
      label: `after ${maximumReceives} receives`,
    })),
    ...calls.map(({ arrow }) => arrow),
    ...groups.flatMap(accessArrows),
    ...endpoints.map(({ arrow }) => arrow),
  ];
  return flowchart('TB', [
    ...new Set([...calls, ...endpoints].flatMap(({ outsider }) => outsider ?? [])),
    ...groups.map(groupNode),
    ...pieceNodes(architecture, arrows),
    ...arrows.map(arrowLine),
  ]);
}

const flowchart = (direction: 'LR' | 'TB', lines: readonly string[]): string =>
  [spacing, `flowchart ${direction}`, ...lines.map((line) => `  ${line}`)].join('\n');

const idOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, '_');
const idOfGroup = ({ functions: [first] }: FunctionGroup): string => first.name;

const node = (name: string, text: string, [open, close]: Shape): string =>
  `${idOf(name)}${open}"${text}"${close}`;

const groupNode = (group: FunctionGroup): string =>
  node(idOfGroup(group), group.functions.map(({ name }) => name).join('<br>'), box);

/** The nodes of the pieces that an arrow touches. */
const pieceNodes = ({ pieces }: Architecture, arrows: readonly Arrow[]): string[] =>
  pieces
    .filter(({ name }) => arrows.some(({ from, to }) => from === name || to === name))
    .map(({ name, kind }) => node(name, name, shapes[kind]));

function arrowLine({ from, to, isDelivery = false, label }: Arrow): string {
  const arrow = isDelivery ? '-.->' : '-->';
  return `${idOf(from)} ${arrow}${label === undefined ? '' : `|${label}|`} ${idOf(to)}`;
}

const isOfRoutes = ({ functions: [{ calledBy }] }: FunctionGroup): boolean =>
  calledBy.some(({ kind }) => kind === 'route');

const isSecret = (pieces: Architecture['pieces'], name: string): boolean =>
  pieces.some((piece) => piece.name === name && piece.kind === 'secret');

const secretsOf = ({ accesses }: FunctionGroup): string[] =>
  accesses.filter(({ piece }) => piece.kind === 'secret').map(({ piece }) => piece.name);

interface Frame {
  readonly id: string;
  readonly title: string;
  readonly secrets: readonly string[];
  readonly groups: readonly FunctionGroup[];
}

/** Puts the routes that read the same secrets into one frame, with one arrow for all of them. */
function framesBySecrets(groups: readonly FunctionGroup[]): Frame[] {
  const withSecrets = groups.filter((group) => secretsOf(group).length > 0);
  return [...Map.groupBy(withSecrets, (group) => secretsOf(group).join(' and '))].map(
    ([names, framed]) => ({
      id: `with ${names}`,
      title: `may read the ${names}`,
      secrets: framed[0] === undefined ? [] : secretsOf(framed[0]),
      groups: framed,
    }),
  );
}

const frameLines = ({ id, title, groups }: Frame): string[] => [
  `subgraph ${idOf(id)} ["${title}"]`,
  ...groups.map((group) => `  ${groupNode(group)}`),
  'end',
];

const accessArrows = (group: FunctionGroup): Arrow[] =>
  group.accesses.map(({ piece, verbs }) => ({
    from: idOfGroup(group),
    to: piece.name,
    label: verbs.join(', '),
  }));

/** An arrow, and the node at its other end where that is not a piece of the stack. */
interface ArrowOutside {
  readonly arrow: Arrow;
  readonly outsider?: string;
}

const callsOf = (group: FunctionGroup): ArrowOutside[] =>
  group.functions[0].calledBy.flatMap((trigger) => callArrows(trigger, idOfGroup(group)));

function callArrows(trigger: Trigger, to: string): ArrowOutside[] {
  switch (trigger.kind) {
    case 'route':
      return [];
    case 'queue':
      return [{ arrow: { from: trigger.queue, to, isDelivery: true, label: 'delivers' } }];
    case 'schedule':
      return [callFrom(everyPeriod(trigger.periodSeconds), to)];
    case 'deployment':
      return [callFrom('a deployment', to)];
  }
}

const callFrom = (caller: string, to: string): ArrowOutside => ({
  arrow: { from: caller, to, isDelivery: true },
  outsider: node(caller, caller, outside),
});

const endpointsOf = (group: FunctionGroup): ArrowOutside[] =>
  [...Map.groupBy(group.endpoints, ({ host }) => host)].map(([host, endpoints]) => ({
    arrow: {
      from: idOfGroup(group),
      to: host,
      label: endpoints.map(({ purpose }) => purpose).join(', '),
    },
    outsider: node(host, host, outside),
  }));
