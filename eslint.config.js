import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const scan = {
  name: '@aws-sdk/lib-dynamodb',
  importNames: ['ScanCommand', 'paginateScan'],
  message: 'Lists are keyed, never scanned.',
};

const wholeZod = { name: 'zod', message: 'What is deployed takes zod/mini: less to load at a cold start.' };

/** The audit copy is walked over where everything is counted anew, off the request; nothing else is. */
const walks = ['functions/audit/audit-walk.store.ts'];

export default tseslint.config(
  { ignores: ['functions/generated/', 'dist/', 'cdk.out/', 'coverage/', '.local/', 'node_modules/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // There are no enums, and few classes; looking for them at every assignment takes a third of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['functions/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [scan, wholeZod] }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings come from app/env.ts.' },
        { object: 'Date', property: 'now', message: 'Time comes from the clock.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time comes from the clock.',
        },
      ],
    },
  },
  { files: walks, rules: { 'no-restricted-imports': ['error', { paths: [wholeZod] }] } },
  { files: ['functions/entry/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['functions/kernel/clock.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // The kernel makes brands and meets untyped libraries; nobody else may assert a type.
    files: ['functions/kernel/**/*.ts', 'functions/app/schema.ts'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }] },
  },
  { files: ['**/*.test.ts', 'test/**/*.ts'], rules: { 'max-lines': ['error', 400] } },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
);
