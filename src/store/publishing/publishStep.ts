/** The steps of a publication in their order. A crash before or after any of them leaves the state before or after the whole. */
export type PublishStep = 'syncFiles' | 'writeManifest' | 'protectFiles' | 'syncFolder' | 'rename' | 'syncParent' | 'commit' | 'finish'

export interface PublishOptions {
  /** Called before each step. */
  readonly onStep?: (step: PublishStep) => void | Promise<void>
}
