import type { Image, Item, RunResult, TrashEntry } from '../../lifecycle/state.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'

/** The parts of a state while they come together. */
export interface Loading {
  readonly transaction: Catalogue
  readonly items: Map<string, Item>
  readonly entries: Map<string, TrashEntry>
  readonly results: Map<string, RunResult>
  readonly images: Map<string, Image>
  /** Items whose contents and companions are wanted too, not only themselves. */
  readonly deep: Set<string>
}
