import manifest from '../../package.json' with { type: 'json' }

/** The version of Halley that is running. */
export const codeVersion: string = manifest.version
