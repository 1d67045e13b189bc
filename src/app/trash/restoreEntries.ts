import { success, type Fault, type Result } from '../../fault/fault.ts'
import { personalProjectOf } from '../../store/catalogue/people.ts'
import type { Restored, RestoreOutcome } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { findEntry } from './findEntry.ts'
import { restoreFromTrash } from './restoreFromTrash.ts'

/** Something in Trash that is to come back. */
export interface RestoreOrder {
  /** Of a trash entry, or of an item that is hidden with its project. */
  readonly id: string
  /** Another name for it; null: its own. */
  readonly newName: string | null
  /** Where it goes if its project is not there any more: nowhere, or to the user's own project. */
  readonly whereGone: 'stay' | 'own'
}

function refusedOf(entryId: string, { code, message, hint, data }: Fault): RestoreOutcome['refused'][number] {
  const { proposedName } = data
  return { entryId, code, message, hint, proposedName: typeof proposedName === 'string' ? proposedName : null }
}

async function restoreOne(halley: Halley, { id, newName }: RestoreOrder, intoProjectId: string | null): Promise<Result<Restored>> {
  const target = await findEntry(halley, { kind: null, name: id })
  if (!target.ok) return target
  const isProject = target.value.kind === 'entry' && target.value.root.kind === 'project'
  return restoreFromTrash(halley, target.value, { intoProjectId: isProject ? null : intoProjectId, newName })
}

interface Tally {
  readonly restored: Restored[]
  /** The last refusal of each that has not come back. */
  readonly faults: Map<RestoreOrder, Fault>
}

async function tryEach(halley: Halley, orders: readonly RestoreOrder[], into: string | null, { restored, faults }: Tally): Promise<void> {
  for (const order of orders) {
    const done = await restoreOne(halley, order, into)
    if (done.ok) {
      restored.push(done.value)
      faults.delete(order)
    } else faults.set(order, done.fault)
  }
}

/** What it waits for may have come back with the others. */
const waiting: ReadonlySet<string> = new Set(['trash.project', 'trash.run'])

/**
 * Brings several things back from Trash, each by itself: what cannot come back stays where it is, and says why. Where one
 * needs another of them to be there, such as versions their run, it comes after it.
 */
export async function restoreEntries(halley: Halley, orders: readonly RestoreOrder[]): Promise<Result<RestoreOutcome>> {
  const tally: Tally = { restored: [], faults: new Map() }
  const waitingOrders = () => orders.filter((order) => waiting.has(tally.faults.get(order)?.code ?? ''))
  await tryEach(halley, orders, null, tally)
  for (let before = -1; tally.restored.length > before && waitingOrders().length > 0;) {
    before = tally.restored.length
    await tryEach(halley, waitingOrders(), null, tally)
  }
  const homeless = waitingOrders().filter(({ whereGone }) => whereGone === 'own')
  if (homeless.length > 0) {
    const own = await personalProjectOf(halley.store.catalogue, halley.user.id)
    await tryEach(halley, homeless, own?.id ?? null, tally)
  }
  return success({ restored: tally.restored, refused: [...tally.faults].map(([{ id }, fault]) => refusedOf(id, fault)) })
}
