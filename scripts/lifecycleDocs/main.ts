import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../step.ts'
import { withGeneratedParts } from './lifecycleParts.ts'

/** Makes the diagrams and tables of docs/lifecycle.md anew from the rules. */
const path = join(root, 'docs/lifecycle.md')
writeFileSync(path, withGeneratedParts(readFileSync(path, 'utf8')))
