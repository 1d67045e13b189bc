import type { ShownPlan } from '../../../app/contract/plan.ts'
import type { Halley } from '../../../app/halley.ts'
import { releaseImages, releaseOf, releaseOfUnused, type ReleaseAct } from '../../../app/purge/releaseImages.ts'
import { showPlan } from '../../../app/trash/showPlan.ts'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'
import { agreeToPlan, withNewPlan, type Agreement } from '../agreeToPlan.ts'
import { printPlan } from '../printPlan.ts'
import { printPurged, runPurge, type Purged } from '../runPurge.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

export interface ReleaseOptions extends Agreement {
  readonly release: boolean
  readonly unused: boolean
  readonly detach: boolean
  readonly plan: boolean
}

interface Released {
  readonly images: number
  /** Null where all of them stay. */
  readonly purged: Purged | null
}

async function actOf(
  halley: Halley,
  target: string | undefined,
  { unused, release: isRelease }: ReleaseOptions,
): Promise<Result<ReleaseAct>> {
  if (unused) return success(await releaseOfUnused(halley))
  if (target !== undefined) return releaseOf(halley, target)
  return failure(
    makeFault('ingest.target', 'Expected a folder or a configuration, found nothing.', {
      hint: isRelease
        ? 'Give the folder that the images were ingested from, or the name of one: ./halley ingest ~/data/pilot --release'
        : 'Such as ./halley ingest ~/data/pilot',
    }),
  )
}

/** Where all images stay there is nothing to agree to. */
async function agree(shown: ShownPlan, options: ReleaseOptions): Promise<Result<string>> {
  const count = shown.plan.goes.images.length
  if (count === 0) return success(shown.hash)
  const text = `Delete ${counted(count, 'image')} with ${count === 1 ? 'its' : 'their'} measurements permanently? ${count === 1 ? 'It' : 'They'} cannot come back.`
  return agreeToPlan(shown, { text, expected: `delete ${counted(count, 'image')}` }, options)
}

async function release(halley: Halley, target: string | undefined, options: ReleaseOptions): Promise<Result<ShownPlan | Released>> {
  const act = await actOf(halley, target, options)
  if (!act.ok) return act
  const show = () => showPlan(halley, act.value)
  const shown = await show()
  if (!shown.ok || options.plan) return shown
  const agreed = await agree(shown.value, options)
  if (!agreed.ok) return agreed
  const begun = await releaseImages(halley, { act: act.value, confirmedHash: agreed.value, detach: options.detach })
  if (!begun.ok) return withNewPlan(begun, show, options)
  const purged = begun.value ? await runPurge(halley, begun.value, options.json) : success(null)
  return purged.ok ? success({ images: act.value.imageIds.length, purged: purged.value }) : purged
}

function print(value: ShownPlan | Released): void {
  if ('hash' in value) return printPlan(value)
  const { images, purged } = value
  printLine(`${images === 1 ? '1 image is' : `${images} images are`} released${purged ? '.' : '; all of them stay, for others use them.'}`)
  if (purged) printPurged(purged)
}

/** Ends the user's hold on images, or deletes those that nobody holds. */
export function releaseAction(target: string | undefined, options: ReleaseOptions): Promise<void> {
  return withHalley(options.json, (halley) => release(halley, target, options), options.json ? printJson : print)
}
