import type { DrawnKind } from '../../store/catalogue/drawn.ts'
import type { Halley } from '../halley.ts'

/** Where the files of a sample or an analysis are. */
export function drawnFolder({ store }: Halley, kind: DrawnKind, id: string): string {
  return kind === 'sample' ? store.paths.sample(id) : store.paths.analysis(id)
}
