import type { Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../process/survey.ts'
import type { OpenApi } from './openApi.ts'

interface Three {
  readonly run: RunRow
  readonly owner: string
  readonly viewer: string
  readonly stranger: string
}

/** Run lmc, with sessions of its owner, of Vera, whom it is shared with, and of Sam, who may not see it. */
export async function signInThree(halley: Halley, server: OpenApi): Promise<Three> {
  const run = valueOf(await findRun(halley, 'lmc'))
  const [vera, sam] = [await enterAs(halley.store, 'vera'), await enterAs(halley.store, 'sam')]
  valueOf(await shareItem(halley, run.id, 'vera', 'viewer'))
  const [owner, viewer, stranger] = [
    await server.signIn(halley.user.id),
    await server.signIn(vera.user.id),
    await server.signIn(sam.user.id),
  ]
  return { run, owner, viewer, stranger }
}
