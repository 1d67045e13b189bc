import { auditByIds, auditIdsAfter, newestAuditId } from '../../store/catalogue/liveFacts.ts'
import type { AuditRow } from '../../store/catalogue/schema.ts'
import type { Store } from '../../store/store.ts'

/** How much later than one with a larger id an event may be committed: hosts' clocks differ. */
const latenessMs = 60_000

/** More than this since the last look is not told one by one. */
const mostEvents = 2000

/** The first 48 bits of an id are its time in milliseconds. @returns an id that is so much older */
function idBefore(id: string, ms: number): string {
  if (id === '') return ''
  const digits = Math.max(0, Number.parseInt(id.slice(0, 13).replace('-', ''), 16) - ms)
    .toString(16)
    .padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}`
}

/** Finds events of the history that were not there before, whatever process wrote them. */
export class AuditWatch {
  readonly #store: Store
  #newest: string | undefined
  /** Ids of the last minute that were told. */
  #known: ReadonlySet<string> = new Set()

  constructor(store: Store) {
    this.#store = store
  }

  /** What is new since the last look, oldest first; null where it is too much, or the first look. */
  async look(): Promise<readonly AuditRow[] | null> {
    const { catalogue } = this.#store
    if (this.#newest === undefined) return this.#begin()
    const ids = await auditIdsAfter(catalogue, idBefore(this.#newest, latenessMs), mostEvents)
    if (ids.length === mostEvents) return this.#begin()
    const fresh = ids.filter((id) => !this.#known.has(id))
    const rows = fresh.length === 0 ? [] : await auditByIds(catalogue, fresh)
    this.#know(ids)
    return rows
  }

  /** The next look is the first again. */
  forget(): void {
    this.#newest = undefined
  }

  async #begin(): Promise<null> {
    const { catalogue } = this.#store
    this.#newest = await newestAuditId(catalogue)
    this.#known = new Set(await auditIdsAfter(catalogue, idBefore(this.#newest, latenessMs), Number.MAX_SAFE_INTEGER))
    return null
  }

  #know(ids: readonly string[]): void {
    this.#newest = ids.at(-1) ?? this.#newest
    this.#known = new Set(ids)
  }
}
