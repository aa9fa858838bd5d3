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
      'no-restricted-syntax': ['error', noEnv],
      'import/no-default-export': 'off',
    },
  },
  {
    files: pureRooms,
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', noEnv, noDateNow, noNewDate, noRandom] },
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
    // Playwright's fixtures are called `use`; they are not React hooks.
    files: ['e2e/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
);
