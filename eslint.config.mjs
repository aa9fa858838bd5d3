import next from 'eslint-config-next';
import tseslint from 'typescript-eslint';

/** Rooms that are pure: no clock, no randomness, no I/O, no environment. */
const pureRooms = [
  'lib/model/**/*.ts',
  'lib/projection/**/*.ts',
  'lib/derive/**/*.ts',
  'lib/policy/**/*.ts',
  'lib/store/**/*.ts',
  'lib/registry/rules/**/*.ts',
];

// A later `no-restricted-syntax` block replaces an earlier one for the files it matches, so blocks are composed from these.
const noEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'lib/env.ts is the only reader of process.env.',
};
const noDateNow = {
  selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  message: '`now` comes in as an argument.',
};
const noNewDate = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: '`now` comes in as an argument.',
};
const noRole = {
  selector:
    ":matches(BinaryExpression[operator=/^[!=]==?$/], SwitchStatement, CallExpression[callee.property.name='includes']) > MemberExpression[property.name='role']",
  message: 'lib/policy says what a role may do: call its function for the question, or add one.',
};
const noRandom = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'Randomness comes in as an argument.',
};

export default tseslint.config(
  {
    ignores: [
      '.next/**',
      'node_modules/**',
      'lib/db/generated/**',
      'next-env.d.ts',
      'e2e/cluster/go/**',
      'test-results/**',
    ],
  },
  ...next,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', noEnv, noRole],
      'import/no-default-export': 'off',
    },
  },
  {
    files: pureRooms,
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', noEnv, noDateNow, noNewDate, noRandom, noRole] },
  },
  {
    files: ['lib/policy/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnv, noDateNow, noNewDate, noRandom] },
  },
  {
    // It stores roles with sessions and reads them from what an identity provider sends.
    files: ['lib/auth/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnv] },
  },
  {
    files: [
      'lib/env.ts',
      'cli/**',
      'scripts/**',
      'e2e/**',
      'demo/**',
      'bench/**',
      'prisma/**',
      '*.config.*',
      '**/*.test.ts',
      '**/testing/**',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Tests share what a worker has loaded (docs/decisions/0042): a replaced module would be replaced for the next file too.
    files: ['{lib,components,cli,scripts,prisma}/**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['mock', 'doMock'].map((property) => ({
          object: 'vi',
          property,
          message: 'What a test replaces is an argument.',
        })),
      ],
    },
  },
  {
    // Playwright's fixtures are called `use`; they are not React hooks.
    files: ['e2e/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
);
