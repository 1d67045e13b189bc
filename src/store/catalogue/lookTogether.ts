import type { Catalogue } from './openCatalogue.ts'

/**
 * Reads one moment of the catalogue with several statements, while others go on changing it: nobody waits for `work`, nor
 * `work` for anybody. It changes nothing, and uses the transaction that it is given alone, as in {@link changeTogether}.
 */
export function lookTogether<T>(catalogue: Catalogue, work: (transaction: Catalogue) => Promise<T>): Promise<T> {
  return catalogue.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
}
