import { basename, dirname } from 'node:path'
import type { FileRole, MatchedImage } from '../contract/inputFiles.ts'
import { nameIdentity } from './inputNames.ts'

const fitsEnding = /\.(fits|fit)(\.(fz|gz))?$/i
const noiseWord = /(^|[._-])(noisemap|noise|rms)([._-]|$)/i
const backgroundWord = /(^|[._-])(meanmap|mean|background|bkg)([._-]|$)/i
const catalogueName = /(selavy|component|catalogue|catalog).*\.(txt|xml|vot|csv)$/i
/** Weights, convolved residuals and islands lie beside the images in release folders. */
const otherProduct = /(^|[._-])(weights|residual|island|islands|cutout)([._-]|$)/i

/** What a file is by its name; null for one that is no input. */
export function roleOf(path: string): FileRole | null {
  const name = basename(path)
  if (otherProduct.test(name)) return null
  if (catalogueName.test(name)) return 'selavy'
  if (!fitsEnding.test(name)) return null
  if (noiseWord.test(name)) return 'noise'
  return backgroundWord.test(name) ? 'background' : 'image'
}

/** Files of one role by what their names say of their images. */
class Candidates {
  readonly #byCore = new Map<string, string[]>()
  readonly #byBlock = new Map<string, string[]>()

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const { core, block } = nameIdentity(path)
      append(this.#byCore, core, path)
      if (block !== null) append(this.#byBlock, block, path)
    }
  }

  /** The file of the image's name: from the image's own folder where there are several. */
  partner(image: string): string | null {
    const { core, block } = nameIdentity(image)
    const named = [...(this.#byCore.get(core) ?? []), ...(block === null ? [] : (this.#byBlock.get(block) ?? []))].toSorted()
    return named.find((path) => dirname(path) === dirname(image)) ?? named[0] ?? null
  }
}

function append(groups: Map<string, string[]>, key: string, path: string): void {
  const group = groups.get(key)
  if (group) group.push(path)
  else groups.set(key, [path])
}

/** Puts the catalogue, noise map and background map of its name beside each image among files. */
export function matchInputs(paths: readonly string[]): readonly MatchedImage[] {
  const byRole = Map.groupBy(paths.toSorted(), roleOf)
  const candidates = (role: FileRole) => new Candidates(byRole.get(role) ?? [])
  const [selavy, noise, background] = [candidates('selavy'), candidates('noise'), candidates('background')]
  return (byRole.get('image') ?? []).map((image) => ({
    image,
    selavy: selavy.partner(image),
    noise: noise.partner(image),
    background: background.partner(image),
  }))
}
