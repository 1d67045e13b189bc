/** What a check of the store looks at. */
export type CheckName =
  | 'files'
  | 'hashes'
  | 'drawn'
  | 'references'
  | 'folders'
  | 'temporary'
  | 'images'
  | 'operations'
  | 'rules'
  | 'history'
  | 'directories'

/** Something that is not as it should be, or worth knowing. */
export interface Finding {
  readonly check: CheckName
  /** `damage`: something is lost or wrong; `leftover`: something is there that nothing needs; `note`: nothing is wrong. */
  readonly gravity: 'damage' | 'leftover' | 'note'
  readonly words: string
  readonly paths: readonly string[]
  /** What was done about it; null: nothing was asked for or can be done. */
  readonly repaired: string | null
}

export function finding(check: CheckName, gravity: Finding['gravity'], words: string, paths: readonly string[] = []): Finding {
  return { check, gravity, words, paths, repaired: null }
}
