import type { Step } from './step.ts'

/** What `npm run check` looks at: form, lint with the rooms, types, unused code. */
export const checkSteps: readonly Step[] = [
  { name: 'format', script: 'node_modules/oxfmt/bin/oxfmt', args: ['--check', '.'] },
  { name: 'lint', script: 'node_modules/oxlint/bin/oxlint', args: ['--disable-nested-config', '.'] },
  { name: 'types', script: 'node_modules/typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types of the site', script: 'node_modules/typescript/bin/tsc', args: ['-p', 'src/web/tsconfig.json'] },
  { name: 'unused code', script: 'node_modules/knip/bin/knip.js', args: [] },
]
