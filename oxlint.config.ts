import { defineConfig } from 'oxlint'
import { roomOverrides } from './scripts/rooms.ts'

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'react', 'jsx-a11y'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['tests/fixtures/**', 'node_modules/**', '.node/**'],
  rules: {
    'max-lines': ['error', { max: 500, skipBlankLines: false }],
    'max-lines-per-function': ['error', { max: 80 }],
    'max-depth': ['error', { max: 5 }],
    'no-explicit-any': 'error',
    'no-floating-promises': 'error',
    'no-misused-promises': 'error',
    'await-thenable': 'error',
    'switch-exhaustiveness-check': 'error',
    'import/no-cycle': 'error',
    'filename-case': ['error', { case: 'camelCase' }],
    'no-await-in-loop': 'off',
    'no-underscore-dangle': 'off',
    'no-shadow': 'off',
    'consistent-type-imports': 'error',
    eqeqeq: 'error',
    'prefer-const': 'error',
    'no-unsafe-type-assertion': 'off',
    'no-console': 'off',
    'no-array-sort': 'off',
    'no-array-reverse': 'off',
  },
  overrides: [
    {
      files: ['**/*.test.ts'],
      rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
    },
    {
      files: ['src/web/**'],
      rules: {
        'react/react-in-jsx-scope': 'off',
        'react/incompatible-library': 'off',
        'jsx-a11y/prefer-tag-over-role': 'off',
        'import/no-unassigned-import': 'off',
        'max-lines-per-function': ['error', { max: 100 }],
      },
    },
    ...roomOverrides('**/src'),
  ],
})
