import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { CatalogueStanding } from '../../store/catalogue/openCatalogue.ts'
import { defaultHome } from '../../store/home.ts'
import { lookAtStore, openStore } from '../../store/store.ts'

/** What a migration of the store would do. */
export interface MigrationPlan extends CatalogueStanding {
  /** Steps from its schema to that of this code; 0 where nothing is to be done. */
  readonly steps: number
}

export interface MigrationRequest {
  readonly environment: NodeJS.ProcessEnv
  /** Although other processes have the catalogue open. */
  readonly force: boolean
}

export interface Migrated extends MigrationPlan {
  /** The catalogue as it was; null where nothing was done. */
  readonly backup: string | null
}

/**
 * Looks how the catalogue of the store stands to this code, and changes nothing.
 *
 * @returns `catalogue.newer` where a later Halley has migrated it; the faults of a catalogue that does not answer
 */
export async function planMigration(environment: NodeJS.ProcessEnv): Promise<Result<MigrationPlan>> {
  const looked = await lookAtStore(defaultHome(environment), environment)
  if (!looked.ok) return looked
  const { name, found, newest } = looked.value
  if (found === null || found <= newest) return success({ ...looked.value, steps: found === null ? 0 : newest - found })
  return failure(
    makeFault('catalogue.newer', `${name}: expected a catalogue of schema ${newest} or older, found schema ${found}.`, {
      hint: 'A newer Halley has migrated this store: update Halley, or bring the catalogue back from backups/.',
      data: { expected: newest, found },
    }),
  )
}

/**
 * Brings the catalogue of the store to the schema of this code, after a backup of it into `backups/`. Whoever may write the
 * store's folder may do this.
 *
 * @returns `catalogue.inUse` where other processes are connected, whose code may be older; then nothing is changed
 */
export async function migrateStore({ environment, force }: MigrationRequest): Promise<Result<Migrated>> {
  const plan = await planMigration(environment)
  if (!plan.ok) return plan
  const { name, steps, connections } = plan.value
  if (steps === 0) return success({ ...plan.value, backup: null })
  if (connections > 0 && !force) {
    const fault = makeFault(
      'catalogue.inUse',
      `${name}: expected no other Halley at work on the catalogue, found ${connections} connections.`,
      {
        hint: 'Stop servers and workers on all hosts, then start it again; with --force it is done under them.',
        retryable: true,
        data: { connections },
      },
    )
    return failure(fault)
  }
  const opened = await openStore(defaultHome(environment), { environment: { ...environment, HALLEY_MIGRATE: 'auto' } })
  if (!opened.ok) return opened
  const store = opened.value
  await store.close()
  const folder = join(store.paths.home, 'backups')
  const backup = readdirSync(folder)
    .filter((file) => file.includes(`schema-${plan.value.found}.`))
    .toSorted()
    .at(-1)
  return success({ ...plan.value, backup: backup === undefined ? null : join(folder, backup) })
}
