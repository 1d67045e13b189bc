import type { z } from 'zod'
import type { DrawnKind } from '../../store/catalogue/drawn.ts'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { drawnFiles } from '../../store/samples/drawnFiles.ts'
import type { Frozen } from '../contract/api/endpoint.ts'
import type { drawnSummarySchema } from '../contract/drawn.ts'
import type { Halley } from '../halley.ts'
import { itemActions } from '../items/itemActions.ts'
import type { Readable } from '../items/readable.ts'
import { drawnFolder } from './drawnFolder.ts'

type DrawnSummary = Frozen<z.output<typeof drawnSummarySchema>>

/** What lists show of samples and analyses alike, by their ids. */
export async function drawnSummaries(
  { store, user }: Halley,
  drawn: readonly Readable<DrawnRow>[],
): Promise<ReadonlyMap<string, DrawnSummary>> {
  const owners = drawn.map(({ row }) => row.ownerId)
  const names = await userNames(store.catalogue, owners)
  const summaries = drawn.map(({ row, words, projectName, commands }): DrawnSummary => {
    const { id, name, description, projectId, ownerId, bytes, createdAt } = row
    const owner = names.get(ownerId) ?? ownerId
    const isMine = ownerId === user.id
    return { id, name, description, project: projectName, projectId, owner, isMine, words, bytes, createdUtc: createdAt, commands }
  })
  return new Map(summaries.map((summary) => [summary.id, summary]))
}

/** What their pages show beside. */
export async function drawnDetails(halley: Halley, kind: DrawnKind, { id, codeVersion, manifestHash }: DrawnRow) {
  const files = await drawnFiles(drawnFolder(halley, kind, id))
  return { codeVersion, manifestHash, files, actions: await itemActions(halley, id) }
}
