import { randomUUID } from 'node:crypto'
import { failure, success, type Result } from '../../fault/fault.ts'
import type { Project } from '../../lifecycle/state.ts'
import { saveDescription } from '../../store/catalogue/descriptions.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { descriptionFault } from '../items/descriptionFault.ts'
import { itemNameFault } from '../items/itemNameFault.ts'
import { performOnItem } from '../items/performOnItem.ts'

export interface NewProject {
  readonly name: string
  /** What it is for, at most 240 characters; empty where nobody says. */
  readonly description: string
}

/** Makes a project of the user's own, without members. @returns `name.taken` with a name that is free */
export async function createProject(halley: Halley, { name, description }: NewProject): Promise<Result<Project>> {
  const wrong = itemNameFault('project', name) ?? descriptionFault(description)
  if (wrong) return failure(wrong)
  const own = { id: randomUUID(), name, ownerId: halley.user.id, use: 'ordinary' } as const
  const item: Project = { kind: 'project', ...own, members: new Map(), retentionDays: null, state: { place: 'live' } }
  const created = await performOnItem(halley, {
    slice: { names: [name] },
    command: { name: 'create', actor: actorOf(halley.user), item },
    afterSave: (transaction) => saveDescription(transaction, 'project', item.id, description),
  })
  return created.ok ? success(item) : created
}
