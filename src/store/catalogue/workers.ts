import type { Catalogue } from './openCatalogue.ts'
import type { WorkerRow } from './schema.ts'

/** Says that a worker is there, until its lease runs out. */
export async function reportWorker(catalogue: Catalogue, worker: WorkerRow): Promise<void> {
  await catalogue
    .insertInto('workers')
    .values(worker)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ leaseUntil: worker.leaseUntil, job: worker.job }))
    .execute()
}

export async function removeWorker(catalogue: Catalogue, name: string): Promise<void> {
  await catalogue.deleteFrom('workers').where('name', '=', name).execute()
}

/** Every worker that has not said that it goes, with those that died. */
export function knownWorkers(catalogue: Catalogue): Promise<WorkerRow[]> {
  return catalogue.selectFrom('workers').selectAll().orderBy('startedAt').orderBy('name').execute()
}

/** Forgets workers that have said nothing since a time. */
export async function forgetWorkersBefore(catalogue: Catalogue, at: string): Promise<void> {
  await catalogue.deleteFrom('workers').where('leaseUntil', '<', at).execute()
}
