import type { ImageFileRole } from '../../../store/catalogue/schema.ts'
import type { SettingChange } from '../../contract/version.ts'
import type { InputsDifference, RegroupedImage, ReplacedImage } from '../../contract/inputsDifference.ts'
import type { EffectiveSettings } from '../../config/effectiveSettings.ts'
import { settingsThatCount } from '../../config/effectiveSettings.ts'

/** One image as it is compared: by the content of its files, wherever they lie. */
export interface ComparedImage {
  /** Path of the image itself. */
  readonly path: string
  readonly fingerprints: Readonly<Partial<Record<ImageFileRole, string>>>
  /** Images of one epoch have one number; epochs go by their numbers. */
  readonly epoch: number
  /** The epoch's name in the configuration; null where the image is an epoch of its own. */
  readonly epochKey: string | null
}

/** What a result was, or would be, made from. */
export interface ComparedInputs {
  readonly settings: EffectiveSettings
  readonly images: readonly ComparedImage[]
}

const roles = ['image', 'catalogue', 'noise', 'background'] as const

/** Equal for images that are the same. */
export function identityOf({ fingerprints }: Pick<ComparedImage, 'fingerprints'>): string {
  return roles.map((role) => fingerprints[role] ?? '').join(' ')
}

/** An image of each side. */
interface Pair {
  readonly earlier: ComparedImage
  readonly later: ComparedImage
}

interface Matching {
  readonly same: readonly Pair[]
  readonly replaced: readonly Pair[]
  readonly removed: readonly ComparedImage[]
  readonly added: readonly ComparedImage[]
}

/** Pairs off what agrees in a key, each once; gives the pairs and what is left of either side. */
function pairOff(earlier: readonly ComparedImage[], later: readonly ComparedImage[], keyOf: (image: ComparedImage) => string | undefined) {
  const waiting = new Map(later.map((image) => [keyOf(image), image]))
  const pairs = earlier.flatMap((image): Pair[] => {
    const key = keyOf(image)
    const found = key === undefined ? undefined : waiting.get(key)
    return found && waiting.delete(key) ? [{ earlier: image, later: found }] : []
  })
  const taken = new Set(pairs.flatMap((pair) => [pair.earlier, pair.later]))
  return { pairs, earlier: earlier.filter((image) => !taken.has(image)), later: later.filter((image) => !taken.has(image)) }
}

function matchImages(earlier: readonly ComparedImage[], later: readonly ComparedImage[]): Matching {
  const same = pairOff(earlier, later, identityOf)
  const byPixels = pairOff(same.earlier, same.later, ({ fingerprints }) => fingerprints.image)
  const byPath = pairOff(byPixels.earlier, byPixels.later, ({ path }) => path)
  return { same: same.pairs, replaced: [...byPixels.pairs, ...byPath.pairs], removed: byPath.earlier, added: byPath.later }
}

function replacement({ earlier, later }: Pair): ReplacedImage {
  const files = roles.filter((role) => earlier.fingerprints[role] !== later.fingerprints[role])
  return { from: earlier.path, to: later.path, files }
}

/** The places of epochs among those of these images, from 0. */
function epochRanks(images: readonly ComparedImage[]): number[] {
  const epochs = [...new Set(images.map(({ epoch }) => epoch))].toSorted((a, b) => a - b)
  const rank = new Map(epochs.map((epoch, place) => [epoch, place]))
  return images.map(({ epoch }) => rank.get(epoch) ?? -1)
}

/** For each image the images that share its epoch, as one text. */
function companies(ranks: readonly number[]): string[] {
  const members = Map.groupBy(ranks.keys(), (image) => ranks[image])
  return ranks.map((rank) => (members.get(rank) ?? []).join(' '))
}

function regroupedImages(same: readonly Pair[]): RegroupedImage[] {
  const before = epochRanks(same.map(({ earlier }) => earlier))
  const after = epochRanks(same.map(({ later }) => later))
  const [companyBefore, companyAfter] = [companies(before), companies(after)]
  const isRegrouped = same.map((_, image) => companyBefore[image] !== companyAfter[image])
  const isMoved = isRegrouped.includes(true) ? isRegrouped : same.map((_, image) => before[image] !== after[image])
  return same
    .filter((_, image) => isMoved[image])
    .map(({ earlier, later }) => ({ path: later.path, from: earlier.epochKey, to: later.epochKey }))
}

function changedSettings(earlier: EffectiveSettings, later: EffectiveSettings): SettingChange[] {
  const known = settingsThatCount(earlier)
  return Object.entries(settingsThatCount(later))
    .filter(([setting, to]) => known[setting] !== to)
    .map(([setting, to]) => ({ setting, from: known[setting] ?? null, to }))
}

/**
 * How inputs differ in what a result depends on: settings by their effective values, images by the content of their
 * files, and which of the images that both have share an epoch, in which order.
 */
export function compareInputs(earlier: ComparedInputs, later: ComparedInputs): InputsDifference {
  const { same, replaced, removed, added } = matchImages(earlier.images, later.images)
  return {
    settings: changedSettings(earlier.settings, later.settings),
    removed: removed.map(({ path }) => path),
    replaced: replaced.map(replacement),
    regrouped: regroupedImages(same),
    added: added.map(({ path }) => path),
  }
}

/** Whether the later inputs are the earlier ones and more images. */
export function isAddition(difference: InputsDifference): boolean {
  return onlyAdds(difference) && difference.added.length > 0
}

/** Whether the later inputs are the earlier ones, with or without more images: the one change that needs no full re-run. */
export function onlyAdds({ settings, removed, replaced, regrouped }: InputsDifference): boolean {
  return settings.length + removed.length + replaced.length + regrouped.length === 0
}
