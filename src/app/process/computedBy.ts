import { arch, versions } from 'node:process'
import { PROCESSING_VERSION } from './inputsHash.ts'

/** The program and what runs it, as far as the bits of a result depend on them: exponentials are the engine's. */
export const computedBy = `processing ${PROCESSING_VERSION}, V8 ${versions.v8}, ${arch}`
