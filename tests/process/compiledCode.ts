import { fileURLToPath } from 'node:url'

/** Where threads and processes that tests start keep what they compile: most of a short life goes into that. */
export const compiledCode = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url))
