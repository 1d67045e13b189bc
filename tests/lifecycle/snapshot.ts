import type { State } from '../../src/lifecycle/state.ts'
import { Model } from './model.ts'

/* What the rules' state and the model's have in common, as texts to compare. */

const at = { live: 'live', trashed: 'trash', purging: 'going', purged: 'gone' } as const

function lines(parts: Iterable<string>): string {
  return [...parts].toSorted().join('\n')
}

export function snapshotOfState(state: State): string {
  const parts: string[] = []
  for (const item of state.items.values()) {
    const guests =
      item.kind === 'project' ? [...item.members].map(([id, role]) => `${id}=${role}`) : item.grantees.map((id) => `${id}=viewer`)
    const home = item.kind === 'project' ? `${item.retentionDays ?? 30} days` : item.projectId
    parts.push(`${item.id} ${at[item.state.place]} "${item.name}" of ${item.ownerId} in ${home} ${guests.toSorted().join()}`)
    if (item.kind !== 'run' || item.state.place === 'purged') continue
    const versions = item.versions.map(({ number, resultId, state: where }) => `${number}:${resultId}:${at[where.place]}`)
    const attempt = 'operation' in item.state ? item.state.operation.attempt : null
    parts.push(`${item.id} ${item.state.work} head ${item.state.head} attempt ${attempt} ${versions.join()}`)
  }
  for (const { id, root, sweptIds, purgeDueMs, purgeId } of state.entries.values()) {
    const numbers = root.kind === 'versions' ? root.numbers : []
    parts.push(
      `entry ${id} ${root.kind === 'versions' ? root.runId : root.itemId} ${numbers.join()} ${sweptIds.join()} ${purgeDueMs} ${purgeId}`,
    )
  }
  for (const image of state.images.values())
    parts.push(`image ${image.id} ${at[image.state.place]} ${image.state.place === 'live' ? image.ingestedBy.toSorted().join() : ''}`)
  for (const { id, itemId, version } of state.holds.values()) parts.push(`hold ${id} ${itemId} ${version}`)
  for (const { operationId, itemId } of state.uses.values()) parts.push(`use ${operationId} ${itemId}`)
  return lines(parts)
}

export function snapshotOfModel(model: Model): string {
  const parts: string[] = []
  for (const [id, thing] of model.things) {
    const guests = [...thing.guests].map(([guest, role]) => `${guest}=${role}`)
    const home = thing.home ?? `${thing.days} days`
    parts.push(`${id} ${thing.at} "${thing.name}" of ${thing.owner} in ${home} ${guests.toSorted().join()}`)
    const run = model.runs.get(id)
    if (!run || thing.at === 'gone') continue
    const versions = [...run.versions].map(([number, version]) => `${number}:${version.result}:${version.at}`)
    parts.push(`${id} ${run.work} head ${run.head} attempt ${run.job?.attempt ?? null} ${versions.join()}`)
  }
  for (const [id, { root, numbers, swept, due, purge }] of model.entries)
    parts.push(`entry ${id} ${root} ${(numbers ?? []).join()} ${swept.join()} ${due} ${purge}`)
  for (const [id, image] of model.images)
    parts.push(`image ${id} ${image.at} ${image.at === 'live' ? [...image.by].toSorted().join() : ''}`)
  for (const [id, { on, version }] of model.holds) parts.push(`hold ${id} ${on} ${version}`)
  for (const [id, items] of model.uses) for (const on of items) parts.push(`use ${id} ${on}`)
  return lines(parts)
}

export function modelOf(state: State): Model {
  const model = new Model()
  for (const item of state.items.values()) {
    const { id, kind, ownerId: owner, name } = item
    const guests = new Map<string, string>(item.kind === 'project' ? item.members : item.grantees.map((guest) => [guest, 'viewer']))
    const home = item.kind === 'project' ? null : item.projectId
    const personal = item.kind === 'project' && item.use === 'personal'
    const days = item.kind === 'project' ? (item.retentionDays ?? 30) : 0
    const from = 'madeFrom' in item ? item.madeFrom : []
    model.things.set(id, { kind, owner, home, name, at: 'live', personal, days, from, guests })
    if (item.kind === 'run') {
      model.runs.set(id, { work: 'initialised', before: '', head: null, target: 0, job: null, last: 0, versions: new Map() })
    }
  }
  for (const { id } of state.images.values()) model.images.set(id, { at: 'live', by: new Set() })
  return model
}
