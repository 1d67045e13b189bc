import { basename, dirname } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { RunConfig } from '../contract/config.ts'
import type { FileListing } from './fileListing.ts'
import { nameIdentity } from './inputNames.ts'

type Role = 'image' | 'selavy' | 'noise' | 'background'

export interface DiscoveredInputs {
  readonly inputs: RunConfig['inputs']
  readonly imageCount: number
  /** What was left out, and why. */
  readonly notes: readonly string[]
}

const fitsEnding = /\.(fits|fit)(\.(fz|gz))?$/i
const noiseWord = /(^|[._-])(noisemap|noise|rms)([._-]|$)/i
const backgroundWord = /(^|[._-])(meanmap|mean|background|bkg)([._-]|$)/i
const catalogueName = /(selavy|component|catalogue|catalog).*\.(txt|xml|vot|csv)$/i
/** Weights, convolved residuals and islands lie beside the images in release folders. */
const otherProduct = /(^|[._-])(weights|residual|island|islands|cutout)([._-]|$)/i

function roleOf(path: string): Role | null {
  const name = basename(path)
  if (otherProduct.test(name)) return null
  if (catalogueName.test(name)) return 'selavy'
  if (!fitsEnding.test(name)) return null
  if (noiseWord.test(name)) return 'noise'
  return backgroundWord.test(name) ? 'background' : 'image'
}

/** The file of the image's name among candidates: from the image's own folder where there are several. */
function partner(image: string, candidates: readonly string[]): string | null {
  const wanted = nameIdentity(image)
  const named = candidates.filter((path) => {
    const { core, block } = nameIdentity(path)
    return core === wanted.core || (block !== null && block === wanted.block)
  })
  return named.find((path) => dirname(path) === dirname(image)) ?? named[0] ?? null
}

interface Quartet {
  readonly image: string
  readonly selavy: string | null
  readonly noise: string | null
  readonly background: string | null
}

function describeGap({ image, selavy, noise }: Quartet): string {
  const missing = [selavy ? '' : 'catalogue', noise ? '' : 'noise map'].filter((word) => word !== '')
  return `${image} was left out: no ${missing.join(' and no ')} with its name was found.`
}

/**
 * Finds the inputs of a run in a folder and the folders below it: every FITS image with the catalogue, noise map and
 * background map of its name. An image without catalogue or noise map is left out with a note; a background map is
 * taken only when every image has one.
 */
export async function discoverInputs(folder: string, listing: FileListing): Promise<Result<DiscoveredInputs>> {
  const paths = (await listing.glob(`${folder}/**/*.*`, folder)).sort()
  const byRole = Map.groupBy(paths, roleOf)
  const candidates = (role: Role) => byRole.get(role) ?? []
  const quartets = candidates('image').map((image) => ({
    image,
    selavy: partner(image, candidates('selavy')),
    noise: partner(image, candidates('noise')),
    background: partner(image, candidates('background')),
  }))
  const complete = quartets.filter(({ selavy, noise }) => selavy !== null && noise !== null)
  const notes = quartets.filter((quartet) => !complete.includes(quartet)).map(describeGap)
  if (complete.length === 0) return failure(nothingFound(folder, quartets.length, notes))
  const files = (role: Role) => ({
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
