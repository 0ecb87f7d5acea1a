// Rules say what to do instead, so that a red line teaches the design. The floors themselves are checked by
// test/floors.test.ts.
import tseslint from 'typescript-eslint';

const only = (where, why, ...names) => names.map(name => ({ name, message: `${name} belongs in ${where}: ${why}` }));

const forge = only(
  'lib/pki/',
  'everything else deals in PEM text and in what lib/pki/inspect.ts says about it',
  'node-forge',
);
const files = only(
  'lib/pki/store/, lib/gitops/, lib/cli/ or lib/delivery/sops/wrap-keys.ts',
  'the construct reads props and returns manifests',
  'fs',
  'node:fs',
  'node:fs/promises',
  'child_process',
  'node:child_process',
);

const pure = [
  {
    selector:
      "NewExpression[callee.name='Date'][arguments.length=0], MemberExpression[object.name='Date'][property.name='now']",
    message: 'The clock lives in lib/pki/clock.ts alone: the same repository in must give the same bytes out.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness lives in lib/pki/ alone, and only minting a key uses it.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Export a name: jsii and readers look for names.' },
];

/** `{ port = 443 }`, and `port ?? 443` with a literal, a constant or a Duration at its right. `list[0] ?? ''` is none. */
const defaults = [
  'ObjectPattern > Property > AssignmentPattern',
  ...['Identifier', 'MemberExpression[computed=false]'].flatMap(left =>
    [
      '[right.type=/^(Literal|ArrayExpression|NewExpression)$/]',
      '[right.type="ObjectExpression"][right.properties.length=0]',
      '[right.type="Identifier"][right.name=/^[A-Z][A-Z0-9_]+$/]',
      '[right.type="MemberExpression"][right.object.name=/^[A-Z]/]',
      '[right.type="CallExpression"][right.callee.object.name=/^[A-Z]/]',
    ].map(right => `LogicalExpression[operator='??']${right}:has(> ${left}.left)`),
  ),
].map(selector => ({
  selector,
  message:
    "A prop's default is decided in lib/resolve/. A strategy's own default is decided in the class with its factories, " +
    'or in its file. eslint.config.mjs lists these files. Elsewhere nothing is optional: pass the decided value.',
}));
/** The files in which options of a strategy, a tool or a command become settings. */
const deciders = [
  'lib/resolve/**/*.ts',
  'lib/tls/tls.ts',
  'lib/storage/{etcd-sidecar,etcd-tls}.ts',
  'lib/backend/{addresses,external-name,emitted-pods}.ts',
  'lib/delivery/{plain,external-secret/external-secret,sealed-secret/sealed-secret}.ts',
  'lib/tls/cert-manager/cert-manager-durations.ts',
  'lib/secure-serving/*.ts',
  'lib/aggregation-layer/{aggregation-layer,front-proxy,resolve-layer}.ts',
  'lib/{gitops,cli}/**/*.ts',
  // The manifests of others leave fields out, and Kubernetes fills them in.
  'lib/verify/**/*.ts',
];

export default tseslint.config(
  { ignores: ['build/', 'packages/', 'dist/', 'imports/', 'coverage/', '**/node_modules/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: ['lib/pki/clock.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [...forge, ...files] }],
      'no-restricted-syntax': ['error', ...pure],
    },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: deciders,
    rules: { 'no-restricted-syntax': ['error', ...pure, ...defaults] },
  },
  { files: ['lib/pki/clock.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['lib/pki/**/*.ts'], rules: { 'no-restricted-imports': ['error', { paths: files }] } },
  {
    files: ['lib/delivery/sops/wrap-keys.ts', 'lib/pki/store/**/*.ts', 'lib/gitops/**/*.ts', 'lib/cli/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: forge }] },
  },
  {
    files: ['test/**/*.ts', 'examples/**/*.ts', '**/*.mjs'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'no-console': 'off',
    },
  },
  // README shows it as plain Jest takes it.
  { files: ['test/users/readme.test.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
