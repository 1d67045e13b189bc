import { basename } from 'node:path'

import type { InputKind } from '../contract/config.ts'
import type { PairedImage } from './pairInputs.ts'
import type { ProblemList } from './problemList.ts'
import type { ResolvedFile } from './resolveInputs.ts'

/** Words of a file name that say what a file is, not of which image. */
const roleWords = new Set(
  (
    'image img selavy components component comp catalogue catalog cat noisemap noise rms meanmap mean background bkg bane ' +
    'fits fz gz txt csv xml vot votable'
  ).split(' '),
)

/** CASDA writes the number of the scheduling block as SB25597 in images and as Catalogue_25597 in its catalogues. */
const schedulingBlock = /(?:^|[^a-z])(?:sb|catalogue_)(\d{3,})/i

/**
 * Compares the names of the files that stand together, without the words that say what each is: those of CASDA and VAST
 * (`selavy-image.i.SB1.components.xml`, `noiseMap.image.i.SB1.fits`) then agree, and so do most home-made ones.
 *
 * A name that agrees with another image of the run is an error: the lists are shifted. A name that agrees with none is a
 * warning, and only where others of its kind do agree, so that there is a pattern to leave.
 *
 * @param usable the paths of files that exist; of the others it is enough to say that they do not
 */
export function checkNames(images: readonly PairedImage[], usable: ReadonlySet<string>, problems: ProblemList): void {
  const identities = images.map(({ image }) => nameIdentity(image.path))
  const byCore = indexOfFirst(identities.map(({ core }) => core))
  for (const kind of ['selavy', 'noise', 'background'] as const) {
    const verdicts = images.map((image, index) => {
      const file = image[kind]
      return file && judge(nameIdentity(file.path), index, identities, byCore)
    })
    const hasPattern = verdicts.includes('own')
    for (const [index, verdict] of verdicts.entries()) {
      const file = images[index][kind]
      if (file && typeof verdict === 'number') refuseShifted(kind, file, images[index].image, images[verdict].image, problems)
      else if (file && usable.has(file.path) && verdict === 'none' && hasPattern) warnStrange(kind, file, images[index].image, problems)
    }
  }
}

/** What the name of a file says of the image that it belongs to. */
export interface NameIdentity {
  readonly core: string
  readonly block: string | null
}

/** `own` where the name agrees with the image that it stands with, `none` where with no image, else the other image's index. */
type Verdict = 'own' | 'none' | number

export function nameIdentity(path: string): NameIdentity {
  const name = basename(path)
  const words = name.split(/[._\-\s]+/).filter((word) => word !== '' && !roleWords.has(word.toLowerCase()))
  return { core: words.join('.').toLowerCase(), block: schedulingBlock.exec(name)?.[1] ?? null }
}

function judge(file: NameIdentity, index: number, images: readonly NameIdentity[], byCore: ReadonlyMap<string, number>): Verdict {
  const own = images[index]
  if (file.core === own.core) return 'own'
  const other = file.core === '' ? undefined : byCore.get(file.core)
  if (other !== undefined) return other
  if (file.block === null || own.block === null) return 'none'
  if (file.block === own.block) return 'own'
  const sameBlock = images.findIndex((image) => image.block === file.block)
  return sameBlock < 0 ? 'none' : sameBlock
}

function indexOfFirst(texts: readonly string[]): Map<string, number> {
  const index = new Map<string, number>()
  for (const [position, text] of texts.entries()) if (!index.has(text)) index.set(text, position)
  return index
}

const nouns = { selavy: 'catalogue', noise: 'noise map', background: 'background map' } as const

function refuseShifted(
  kind: Exclude<InputKind, 'image'>,
  file: ResolvedFile,
  image: ResolvedFile,
  better: ResolvedFile,
  problems: ProblemList,
): void {
  const message = `inputs.${kind}: expected the ${nouns[kind]} of ${basename(image.path)}, found ${basename(file.path)}, which by its name belongs to ${basename(better.path)}.`
  const where = better.place.line === image.place.line ? '' : ` (line ${better.place.line})`
  problems.error(
    'config.shifted',
    file.place,
    message,
    `Bring the lists into the same order; it should stand with ${basename(better.path)}${where}.`,
  )
}

function warnStrange(kind: Exclude<InputKind, 'image'>, file: ResolvedFile, image: ResolvedFile, problems: ProblemList): void {
  const message = `inputs.${kind}: expected the ${nouns[kind]} of ${basename(image.path)}, found ${basename(file.path)}, whose name agrees with no image.`
  problems.warn('config.strange-name', file.place, message, 'Check that it belongs to this image; if it does, nothing needs to be done.')
}
