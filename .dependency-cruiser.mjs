/** Each room may import only itself and the rooms listed here. Everything else is an error. */
const rooms = {
  statistics: [],
  domain: ['statistics'],
  ports: ['domain'],
  analysers: ['statistics', 'domain'],
  risk: ['statistics', 'domain'],
  remediation: ['statistics', 'domain'],
  presentation: ['statistics', 'domain', 'analysers', 'risk', 'remediation'],
  veeam: ['domain', 'ports'],
  store: ['domain', 'ports'],
  journal: ['domain', 'ports'],
  setup: ['domain', 'ports'],
  settings: ['domain', 'ports', 'analysers'],
  collection: ['domain', 'ports'],
  pipeline: ['statistics', 'domain', 'ports', 'analysers', 'risk', 'remediation', 'collection'],
  queries: ['statistics', 'domain', 'ports', 'analysers', 'risk', 'remediation'],
  doors: [
    'domain',
    'ports',
    'queries',
    'pipeline',
    'collection',
    'presentation',
    'setup',
    'settings',
    'analysers',
  ],
  simulator: ['domain'],
};
const pureRooms = '^src/(statistics|domain|ports|analysers|risk|remediation|presentation)/';
const notTest = '[.]test[.]ts$';

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-stays-in-its-room`,
  comment: `${room} may import only itself${allowed.length > 0 ? `, ${allowed.join(', ')}` : ''}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^(src|test|bench|evaluation)/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

/** A library belongs to the rooms that own its subject. */
function only(name, rooms, libraries) {
  return {
    name,
    severity: 'error',
    from: { path: '^src/', pathNot: [notTest, `^src/(${rooms.join('|')})/`] },
    to: { path: libraries.map((library) => `(^|/)node_modules/${library}/`) },
  };
}

export default {
  forbidden: [
    ...roomRules.map((rule) => ({ ...rule, from: { ...rule.from, pathNot: notTest } })),
    {
      name: 'pure-rooms-touch-no-io',
      comment: 'No clock, no chance, no disk, no network: of libraries only Zod',
      severity: 'error',
      from: { path: pureRooms, pathNot: notTest },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'],
        pathNot: '(^|/)node_modules/zod/',
      },
    },
    {
      name: 'siblings-are-strangers',
      comment: 'One analyser never imports another',
      severity: 'error',
      from: { path: '^src/analysers/([^/]+)/' },
      to: { path: '^src/analysers/[^/]+/', pathNot: '^src/analysers/$1/' },
    },
    {
      name: 'ways-to-vbr-are-strangers',
      comment: 'REST and PowerShell each stand alone; what both need belongs to ports or domain',
      severity: 'error',
      from: { path: '^src/veeam/([^/]+)/', pathNot: notTest },
      to: { path: '^src/veeam/[^/]+/', pathNot: '^src/veeam/$1/' },
    },
    only('only-store-speaks-sql', ['store'], ['pg', 'kysely']),
    only('only-veeam-and-simulator-speak-http', ['veeam', 'doors/http'], ['undici']),
    only('only-the-mcp-door-speaks-mcp', ['doors/mcp'], ['@modelcontextprotocol']),
    {
      name: 'network-modules-only-where-the-network-is',
      severity: 'error',
      from: { path: '^src/', pathNot: [notTest, '^src/(veeam|store|simulator|doors/http)/'] },
      to: {
        path: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/promises)?$',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'processes-only-where-they-are-started',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [notTest, '^src/(store/embedded|setup|app|veeam/powershell)/'],
      },
      to: { path: '^(node:)?child_process$', dependencyTypes: ['core'] },
    },
    {
      name: 'only-app-composes',
      comment: 'Nothing imports app; only app receives the simulator',
      severity: 'error',
      from: { path: '^src/', pathNot: [notTest, '^src/app/'] },
      to: { path: '^src/app/' },
    },
    {
      name: 'planning-reaches-neither-vbr-nor-secrets',
      comment: 'The planning process advises; it can read no backup server and no secret store',
      severity: 'error',
      from: { path: '^src/app/plan-process[^/]*[.]ts$' },
      to: {
        reachable: true,
        path: '^src/(veeam|setup|simulator|collection|doors)/|^src/ports/(vbr-source|secret-store)[.]ts$|(^|/)node_modules/undici/',
      },
    },
    {
      name: 'no-junk-drawers',
      severity: 'error',
      from: { path: '/(utils?|helpers?|common|shared|misc|core|lib)/' },
      to: {},
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['[.](test|config)[.]ts$', '^src/app/(main|plan-process)[.]ts$'],
      },
      to: {},
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { path: '^src/', pathNot: notTest },
      to: { path: ['[.]test[.]ts$', '^(test|bench|evaluation)/'] },
    },
    {
      name: 'no-development-library-in-product',
      severity: 'error',
      from: { path: '^src/', pathNot: notTest },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
  },
};
