import { makeFault, Refusal, success, type Result } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { State } from '../../lifecycle/state.ts'
import type { Claim } from '../../store/catalogue/operations.ts'
import { performCommand } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/**
 * Keeps images from being purged, for whoever ingests them.
 *
 * @returns `image.leaving` where some of them are being purged, or have been since they were looked up: nothing is held then
 */
export type HoldImages = (imageIds: readonly string[]) => Promise<Result<unknown>>

function gone(imageIds: readonly string[]): Refusal {
  const message = `Expected images that stay, found ${imageIds.length} that were deleted just now.`
  return new Refusal(
    makeFault('image.leaving', message, {
      hint: 'Start again: they are ingested anew from their files.',
      retryable: true,
      data: { imageIds },
    }),
  )
}

function hold({ store, now }: Halley, itemIds: readonly string[], command: Command<'ingestImages'>): Promise<Result<unknown>> {
  const { imageIds } = command
  if (imageIds.length === 0) return Promise.resolve(success(undefined))
  const onState = ({ images }: State) => {
    const missing = imageIds.filter((id) => !images.has(id))
    if (missing.length > 0) throw gone(missing)
    return command
  }
  return performCommand(store, { slice: { itemIds, imageIds }, command: onState, nowMs: now().getTime() })
}

/** Holds images for the operation of a run, while it lasts. */
export function holdForRun(halley: Halley, itemId: string, { id: operationId, attempt }: Claim): HoldImages {
  const holder = { itemId, operationId, attempt }
  return (imageIds) => hold(halley, [itemId], { name: 'ingestImages', actor: { kind: 'worker' }, imageIds, holder })
}

/** Holds images for the user, until they release them. */
export function holdForUser(halley: Halley): HoldImages {
  return (imageIds) => hold(halley, [], { name: 'ingestImages', actor: actorOf(halley.user), imageIds, holder: null })
}
