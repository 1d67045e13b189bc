import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { RunConfig } from '../contract/config.ts'
import type { FileListing } from './fileListing.ts'
import type { FileRole, MatchedImage } from '../contract/inputFiles.ts'
import { matchInputs } from './matchInputs.ts'

export interface DiscoveredInputs {
  readonly inputs: RunConfig['inputs']
  readonly imageCount: number
  /** What was left out, and why. */
  readonly notes: readonly string[]
}

function describeGap({ image, selavy, noise }: MatchedImage): string {
  const missing = [selavy ? '' : 'catalogue', noise ? '' : 'noise map'].filter((word) => word !== '')
  return `${image} was left out: no ${missing.join(' and no ')} with its name was found.`
}

/**
 * Finds the inputs of a run in a folder and the folders below it: every FITS image with the catalogue, noise map and
 * background map of its name. An image without catalogue or noise map is left out with a note; a background map is
 * taken only when every image has one.
 */
export async function discoverInputs(folder: string, listing: FileListing): Promise<Result<DiscoveredInputs>> {
  const paths = await listing.glob(`${folder}/**/*.*`, folder)
  const quartets = matchInputs(paths)
  const complete = quartets.filter(({ selavy, noise }) => selavy !== null && noise !== null)
  const notes = quartets.filter((quartet) => !complete.includes(quartet)).map(describeGap)
  if (complete.length === 0) return failure(nothingFound(folder, quartets.length, notes))
  const files = (role: FileRole) => ({
    kind: 'files' as const,
    files: complete.map((quartet) => quartet[role]).filter((path) => path !== null),
  })
  const background = files('background')
  const hasBackgrounds = background.files.length === complete.length
  const inputs = { image: files('image'), selavy: files('selavy'), noise: files('noise'), background: hasBackgrounds ? background : null }
  return success({ inputs, imageCount: complete.length, notes })
}

function nothingFound(folder: string, imageCount: number, notes: readonly string[]) {
  const found = imageCount === 0 ? 'no FITS image' : `${imageCount} images without them. ${notes[0]}`
  return makeFault('config.nothingFound', `${folder}: expected images with a catalogue and a noise map of the same name, found ${found}`, {
    hint: 'Name the files so that they agree (a.fits, a.noiseMap.fits, a.selavy.components.txt), or list them in a config.yaml: ./halley init RUN writes one.',
    data: { folder, imageCount },
  })
}
