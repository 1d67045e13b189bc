import type { Catalogue } from './openCatalogue.ts'

/**
 * Makes a change of several statements whole: all of it is made, or nothing. Of all processes on the catalogue one at a
 * time is in here, so that what `work` reads holds until its changes are made: SQLite lets one writer begin, and on
 * PostgreSQL every transaction first waits for its turn. A statement that fails ends the whole, even if its error is caught.
 *
 * `work` uses the transaction that it is given and nothing else of the catalogue: on SQLite there is one connection, and
 * what waits for it inside waits for ever.
 *
 * @throws `Refusal` with `catalogue.busy` where the turn did not come in time, and the other faults of the catalogue
 */
export function changeTogether<T>(catalogue: Catalogue, work: (transaction: Catalogue) => Promise<T>): Promise<T> {
  return catalogue.transaction().execute(work)
}
