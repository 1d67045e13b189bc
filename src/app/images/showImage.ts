import { success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import { pixelEllipse } from '../../sky/pixelEllipse.ts'
import { createWcs, wcsProblem } from '../../sky/wcs.ts'
import { runsOfImage } from '../../store/catalogue/results.ts'
import type { ImageFileRow } from '../../store/catalogue/schema.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { loadAllItems } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import { imageView } from '../contents/runImages.ts'
import type { ImageDetails, ImageFile } from '../contract/images.ts'
import type { Halley } from '../halley.ts'
import { findImage, type FoundImage, type ImageQuestion } from './findImage.ts'
import { changedFault, pathOfFile } from './openLayer.ts'
import { previewOf } from './previewOf.ts'

const ARCSEC_PER_DEG = 3600

async function fileView(halley: Halley, file: ImageFileRow): Promise<ImageFile> {
  const { role, bytes, fingerprint } = file
  const path = pathOfFile(file)
  const found = await diskListing.state(path)
  const view = { role, path, bytes, fingerprint }
  if (found !== 'file') return { ...view, state: found === 'unreadable' ? 'unreadable' : 'missing' }
  const changed = await changedFault(halley, file)
  if (!changed) return { ...view, state: 'there' }
  return { ...view, state: changed.code === 'image.changed' ? 'changed' : 'unreadable' }
}

function beamOf({ wcs, width, height, beamMajorDeg, beamMinorDeg, beamPaDeg }: ImageFacts): ImageDetails['beam'] {
  if (wcsProblem(wcs) !== null) return null
  const centre = { x: (width - 1) / 2, y: (height - 1) / 2 }
  return pixelEllipse(createWcs(wcs), centre, { semiMajorDeg: beamMajorDeg / 2, semiMinorDeg: beamMinorDeg / 2, paDeg: beamPaDeg })
}

/** The runs that use an image by a kept version: those that the user may see by name, the others as a count. */
async function usedBy(halley: Halley, { image }: FoundImage): Promise<Pick<ImageDetails, 'usedBy' | 'usedByOthers'>> {
  const { catalogue } = halley.store
  const ids = await runsOfImage(catalogue, image.id)
  const state = await loadAllItems(catalogue)
  const actor = actorOf(halley.user)
  const seen = ids.flatMap((id) => {
    const item = state.items.get(id)
    return item && may(state, actor, 'read', item) === 'allowed' ? [{ id, name: item.name }] : []
  })
  return { usedBy: seen.toSorted((a, b) => (a.name < b.name ? -1 : 1)), usedByOthers: ids.length - seen.length }
}

async function previewFacts(halley: Halley, found: FoundImage): Promise<Pick<ImageDetails, 'preview' | 'previewBytes'>> {
  const opened = await previewOf(halley, found)
  if (!opened.ok) return { preview: [], previewBytes: 0 }
  await opened.value.close()
  const planes = opened.value.preview.planes.map(({ layer, of, factor, width, height }) => ({ layer, of, factor, width, height }))
  return { preview: planes, previewBytes: opened.value.bytes }
}

/** An image with all that is known of it. @returns the faults of finding the run and the version, `image.notFound` */
export async function showImage(halley: Halley, question: ImageQuestion): Promise<Result<ImageDetails>> {
  const found = await findImage(halley, question)
  if (!found.ok) return found
  const { run, version, image, facts, files } = found.value
  const path = files.find(({ role }) => role === 'image')
  return success({
    ...imageView(image, path ? pathOfFile(path) : null),
    runId: run.id,
    run: run.name,
    version,
    width: facts.width,
    height: facts.height,
    pixelArcsec: Math.min(facts.pixelScaleXDeg, facts.pixelScaleYDeg) * ARCSEC_PER_DEG,
    beam: beamOf(facts),
    rmsMinMjy: facts.rmsMinMjy,
    rmsMaxMjy: facts.rmsMaxMjy,
    bandwidthMhz: facts.bandwidthMhz,
    contentHash: image.contentHash,
    ingestedUtc: image.createdAt,
    files: await Promise.all(files.map((file) => fileView(halley, file))),
    ...(await previewFacts(halley, found.value)),
    ...(await usedBy(halley, found.value)),
  })
}
