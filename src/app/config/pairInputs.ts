import { type InputKind, inputKinds } from '../contract/config.ts'
import type { ProblemList } from './problemList.ts'
import type { ResolvedFile, ResolvedInput, ResolvedKinds } from './resolveInputs.ts'

/** One image with the files that belong to it, each with the line that asks for it. */
export interface PairedImage {
  readonly epochKey: string | null
  readonly image: ResolvedFile
  readonly selavy: ResolvedFile
  readonly noise: ResolvedFile
  readonly background: ResolvedFile | null
}

const othersThanImage = ['selavy', 'noise', 'background'] as const

/**
 * Puts the nth file of each kind together, epoch by epoch. Collects other epochs, other numbers of files, and files that
 * are given twice.
 *
 * @returns null where the files do not go together
 */
export function pairInputs(kinds: ResolvedKinds, problems: ProblemList): PairedImage[] | null {
  refuseRepeated(kinds, problems)
  const { image, selavy, noise, background } = kinds
  if (!image) return null
  const others = othersThanImage.map((kind) => {
    const input = kinds[kind]
    return input === undefined || goTogether(kind, input, image, kinds, problems)
  })
  if (!selavy || !noise || others.includes(false)) return null
  const [catalogues, noises, backgrounds] = [filesOf(selavy), filesOf(noise), filesOf(background)]
  const keyed = image.epochs.flatMap((epoch) => epoch.files.map((file) => ({ epochKey: epoch.key, image: file })))
  return keyed.map((pair, index) => ({
    ...pair,
    selavy: catalogues[index],
    noise: noises[index],
    background: backgrounds[index] ?? null,
  }))
}

function filesOf(input: ResolvedInput | undefined): ResolvedFile[] {
  return input?.epochs.flatMap((epoch) => epoch.files) ?? []
}

function refuseRepeated(kinds: ResolvedKinds, problems: ProblemList): void {
  const seen = new Map<string, { readonly kind: InputKind; readonly line: number }>()
  for (const kind of inputKinds) {
    for (const { path, place } of filesOf(kinds[kind])) {
      const first = seen.get(path)
      if (first === undefined) {
        seen.set(path, { kind, line: place.line })
        continue
      }
      const message = `inputs.${kind}: expected each file once, found ${path} again (first in inputs.${first.kind}, line ${first.line}).`
      problems.error('config.file-twice', place, message, 'Remove one of the two; if a glob finds the file as well, narrow its expression.')
    }
  }
}

function goTogether(kind: InputKind, input: ResolvedInput, image: ResolvedInput, kinds: ResolvedKinds, problems: ProblemList): boolean {
  const hasEpochs = input.epochs[0].key !== null
  if (hasEpochs !== (image.epochs[0].key !== null)) {
    const [expected, found] = hasEpochs ? ['no epochs, as inputs.image has none', 'epochs'] : ['the epochs of inputs.image', 'none']
    problems.error(
      'config.epochs',
      input.keyPlace,
      `inputs.${kind}: expected ${expected}, found ${found}.`,
      'Give epochs for every kind of input or for none.',
    )
    return false
  }
  return hasEpochs ? sameEpochs(kind, input, image, problems) : sameCount(kind, input, image, kinds, problems)
}

function sameCount(kind: InputKind, input: ResolvedInput, image: ResolvedInput, kinds: ResolvedKinds, problems: ProblemList): boolean {
  const expected = image.epochs[0].files.length
  const count = input.epochs[0].files.length
  if (count === expected) return true
  const counts = inputKinds.map((name) => `${name} ${kinds[name]?.epochs[0].files.length ?? 'none'}`).join(', ')
  const message = `inputs.${kind}: expected ${files(expected)}, one for each image, found ${count} (${counts}).`
  problems.error(
    'config.count',
    input.keyPlace,
    message,
    count < expected ? 'Add those that are missing, in the order of the images.' : 'Remove those that belong to no image.',
  )
  return false
}

function sameEpochs(kind: InputKind, input: ResolvedInput, image: ResolvedInput, problems: ProblemList): boolean {
  const keys = input.epochs.map((epoch) => epoch.key)
  const expectedKeys = image.epochs.map((epoch) => epoch.key)
  const missing = expectedKeys.filter((key) => !keys.includes(key))
  const surplus = keys.filter((key) => !expectedKeys.includes(key))
  if (missing.length > 0 || surplus.length > 0) {
    const found = [missing.length > 0 ? `${missing.join(', ')} missing` : '', surplus.length > 0 ? `${surplus.join(', ')} too many` : '']
    const message = `inputs.${kind}: expected the epochs of inputs.image (${expectedKeys.join(', ')}), found ${found.filter(Boolean).join(' and ')}.`
    problems.error('config.epochs', input.keyPlace, message, 'Write the same keys in the same way: 1 and 01 are two epochs.')
  }
  let isSame = missing.length === 0 && surplus.length === 0
  for (const epoch of input.epochs) {
    const expected = image.epochs.find((other) => other.key === epoch.key)?.files.length
    if (expected === undefined || expected === epoch.files.length) continue
    isSame = false
    const message = `inputs.${kind}.${epoch.key}: expected ${files(expected)}, one for each image of the epoch, found ${epoch.files.length}.`
    problems.error('config.count', epoch.place, message, 'Give as many files as inputs.image has in this epoch, in the same order.')
  }
  return isSame
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`
}
