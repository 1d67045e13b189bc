/* What the simple model of the life cycle is made of. */

export type Verdict = 'done' | 'refused' | 'unseen'
export type At = 'live' | 'trash' | 'going' | 'gone'

export interface Thing {
  kind: string
  owner: string
  home: string | null
  name: string
  at: At
  personal: boolean
  days: number
  from: readonly string[]
  /** Of a project its members, of anything else whom it is shared with. */
  guests: Map<string, string>
}

export interface ModelVersion {
  result: string
  images: readonly string[]
  at: At
  parent: number | null
  origin: number | null
}

export interface ModelRun {
  work: string
  before: string
  head: number | null
  target: number
  job: { id: string; attempt: number; images: Set<string> } | null
  last: number
  versions: Map<number, ModelVersion>
}

export interface ModelEntry {
  root: string
  numbers: readonly number[] | null
  cleared: { head: number; work: string } | null
  swept: readonly string[]
  /** Null: never. */
  due: number | null
  purge: string | null
}
