import { randomUUID } from 'node:crypto'
import { relative, resolve, sep } from 'node:path'
import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { imagesHeldBy } from '../../store/catalogue/imageHolders.ts'
import { unusedImages } from '../../store/catalogue/images.ts'
import { beginRelease } from '../../store/purge/beginPurge.ts'
import type { PlannedAct } from '../../store/purge/drawPlan.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { named } from '../items/userWords.ts'
import { claimOwnIn } from '../operations/claims.ts'
import { checkConfig } from '../process/checkConfig.ts'
import { readConfigFile } from '../runs/readConfigFile.ts'
import type { Begun } from './beginTrashPurge.ts'

export type ReleaseAct = Extract<PlannedAct, { readonly act: 'release' }>

function noneHeld(target: string) {
  return makeFault('image.notHeld', `${target}: expected images that you have ingested and not released, found none.`, {
    hint: 'Give the folder that they were ingested from, or the name of one.',
    data: { target },
  })
}

/** Paths of the images that a configuration lists, relative to `/` as the catalogue has them. */
async function pathsInConfig(halley: Halley, path: string): Promise<Result<ReadonlySet<string>>> {
  const file = await readConfigFile(path)
  const checked = file.ok ? await checkConfig(halley, file.value.text, file.value.path) : file
  return checked.ok ? success(new Set(checked.value.inputs.images.map(({ imagePath }) => relative('/', imagePath)))) : checked
}

/**
 * The release of images that the user holds: those that a configuration lists, those of a folder, one file, or one by
 * its name.
 *
 * @returns `image.notHeld` where they hold none of them; the faults of a configuration that cannot be read
 */
export async function releaseOf(halley: Halley, target: string): Promise<Result<ReleaseAct>> {
  const { store, user } = halley
  const listed = /\.ya?ml$/i.test(target) ? await pathsInConfig(halley, target) : success(new Set<string>())
  if (!listed.ok) return listed
  const place = relative('/', resolve(target))
  const isMeant = (path: string, name: string) =>
    listed.value.has(path) || path === place || path.startsWith(place + sep) || name === target
  const held = await imagesHeldBy(store.catalogue, user.id)
  const imageIds = held.filter(({ path, name }) => isMeant(path, name)).map(({ id }) => id)
  return imageIds.length > 0 ? success({ act: 'release', imageIds, userId: user.id }) : failure(noneHeld(target))
}

/** The deletion of all images that nobody holds and no run uses, such as those of a processing that failed: for administrators. */
export async function releaseOfUnused({ store, user }: Halley): Promise<ReleaseAct> {
  const images = await unusedImages(store.catalogue)
  return { act: 'release', imageIds: images.map(({ id }) => id), userId: user.id }
}

export interface ReleaseOrder {
  readonly act: ReleaseAct
  /** Of the plan that was shown. */
  readonly confirmedHash: string
  readonly detach: boolean
}

/**
 * Ends the user's hold on images, and begins the purge of those that nothing else keeps, in one transaction.
 *
 * @returns null where all of them stay, for others hold them; `plan.changed`, `right.denied`
 */
export async function releaseImages(halley: Halley, { act, confirmedHash, detach }: ReleaseOrder): Promise<Result<Begun | null>> {
  const { store, user, now } = halley
  const ids = { purgeId: randomUUID(), operationId: randomUUID() }
  const request = { ...ids, act, confirmedHash, actor: actorOf(user), reason: '', nowMs: now().getTime() }
  const begun = await settle(() =>
    changeTogether(store.catalogue, async (transaction): Promise<Begun | null> => {
      const begun = await beginRelease(store, transaction, request)
      const turn = begun && !detach ? await claimOwnIn(transaction, halley, begun.operationId) : null
      return begun && { ...begun, operation: turn?.kind === 'claimed' ? turn.operation : null }
    }),
  )
  return named(halley, begun)
}
