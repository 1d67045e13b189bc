import { success, type Result } from '../../fault/fault.ts'
import type { State } from '../../lifecycle/state.ts'
import { may } from '../../lifecycle/rights.ts'
import { statusWord } from '../../lifecycle/whereabouts.ts'
import { drawnBytes } from '../../store/catalogue/drawn.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import { imageUsage, resultBytes, type ImageUse } from '../../store/catalogue/usage.ts'
import { loadAllItems } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { ItemUsage } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { withPreviews } from './withPreviews.ts'

export interface DiskUsage {
  readonly items: readonly ItemUsage[]
  /** Everything counted once: what the store takes, the trash included. */
  readonly totalBytes: number
}

interface Facts {
  readonly results: ReadonlyMap<string, number>
  readonly images: ReadonlyMap<string, readonly ImageUse[]>
  readonly drawn: ReadonlyMap<string, number>
  readonly owners: ReadonlyMap<string, string>
}

async function factsOf({ store }: Halley): Promise<Facts> {
  const { catalogue } = store
  return {
    results: await resultBytes(catalogue),
    images: Map.groupBy(withPreviews(store, await imageUsage(catalogue)), ({ runId }) => runId),
    drawn: await drawnBytes(catalogue),
    owners: new Map((await allUsers(catalogue)).map(({ id, name }) => [id, name])),
  }
}

function sum(uses: readonly ImageUse[]): number {
  return uses.reduce((total, { bytes }) => total + bytes, 0)
}

function usageOf(state: State, id: string, { results, images, drawn, owners }: Facts): ItemUsage | null {
  const item = state.items.get(id)
  if (!item || item.kind === 'project' || item.state.place === 'purged') return null
  const ownBytes = item.kind === 'run' ? (results.get(id) ?? 0) : (drawn.get(id) ?? 0)
  const used = images.get(id) ?? []
  const freesBytes = ownBytes + sum(used.filter(({ holders }) => holders === 1))
  const { kind, name, ownerId } = item
  return {
    kind,
    id,
    name,
    owner: owners.get(ownerId) ?? ownerId,
    words: statusWord(state, item),
    ownBytes,
    imageBytes: sum(used),
    freesBytes,
  }
}

/** What everything that the user may see takes, largest first. What is in the trash counts until it is purged. */
export async function diskUsage(halley: Halley): Promise<Result<DiskUsage>> {
  const state = await loadAllItems(halley.store.catalogue)
  const facts = await factsOf(halley)
  const actor = actorOf(halley.user)
  const seen = [...state.items.values()].filter((item) => may(state, actor, 'read', item) === 'allowed')
  const items = seen
    .flatMap(({ id }) => usageOf(state, id, facts) ?? [])
    .toSorted((a, b) => b.freesBytes - a.freesBytes || (a.name < b.name ? -1 : 1))
  const images = new Map(items.flatMap(({ id }) => (facts.images.get(id) ?? []).map(({ imageId, bytes }) => [imageId, bytes])))
  const totalBytes =
    items.reduce((total, { ownBytes }) => total + ownBytes, 0) + [...images.values()].reduce((total, bytes) => total + bytes, 0)
  return success({ items, totalBytes })
}
