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
      'no-restricted-syntax': [
        'error',
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
      ],
    },
  },
  {
    files: ['lib/objects/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "LogicalExpression[operator='??']",
          message: 'A default is decided in lib/resolve/ alone, with its reason; below it nothing is optional.',
        },
      ],
    },
  },
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
