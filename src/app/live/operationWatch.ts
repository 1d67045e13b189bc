import { unfinishedOperations } from '../../store/catalogue/operations.ts'
import { operationsByIds } from '../../store/catalogue/runLists.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { knownWorkers } from '../../store/catalogue/workers.ts'
import type { Halley } from '../halley.ts'
import { liveWorkers } from '../operations/workers.ts'

/** What a look at the operations found. */
export interface OperationLook {
  /** Those that are not done. */
  readonly unfinished: readonly OperationRow[]
  /** Those that ended since the last look. */
  readonly ended: readonly OperationRow[]
  /** Whether anything is other than it was: then the reasons why some wait may be too. */
  readonly hasChanged: boolean
}

function signature({ attempt, state, progress, stage, log, error }: OperationRow): string {
  return [attempt, state, stage, log, error, progress].join('\u{1f}')
}

/** Finds what operations do, whatever process works on them. */
export class OperationWatch {
  readonly #of: Pick<Halley, 'store' | 'now'>
  #unfinishedIds: readonly string[] = []
  #signature = ''

  constructor(of: Pick<Halley, 'store' | 'now'>) {
    this.#of = of
  }

  /** @param alsoIds of operations that may have begun and ended since the last look */
  async look(alsoIds: readonly string[]): Promise<OperationLook> {
    const { store, now } = this.#of
    const { catalogue } = store
    const unfinished = await unfinishedOperations(catalogue)
    const workers = liveWorkers(await knownWorkers(catalogue), now()).map(({ name }) => name)
    const unfinishedIds = unfinished.map(({ id }) => id)
    const gone = new Set([...this.#unfinishedIds, ...alsoIds].filter((id) => !unfinishedIds.includes(id)))
    const ended = gone.size === 0 ? [] : await operationsByIds(catalogue, [...gone])
    const signed = JSON.stringify([workers, unfinished.map((row) => [row.id, signature(row)])])
    const hasChanged = signed !== this.#signature || ended.length > 0
    this.#unfinishedIds = unfinishedIds
    this.#signature = signed
    return { unfinished, ended, hasChanged }
  }
}
