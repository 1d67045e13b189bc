import { isAbsolute, resolve } from 'node:path'

import type { YamlPlace } from '../../formats/yaml/document.ts'
import { type InputKind, inputKinds } from '../contract/config.ts'
import type { FileListing } from './fileListing.ts'
import { openHint } from './openHint.ts'
import type { ProblemList } from './problemList.ts'
import type { PlacedInput, PlacedInputs, PlacedSource, PlacedText } from './readInputs.ts'

/** A file of the run, and the line of the configuration that asks for it (that of the glob where one does). */
export interface ResolvedFile {
  /** Absolute. */
  readonly path: string
  readonly place: YamlPlace
}

/** The files of one epoch, or all files of an input that has no epochs: then the key is null. */
export interface ResolvedEpoch {
  readonly key: string | null
  readonly place: YamlPlace
  readonly files: readonly ResolvedFile[]
}

/** All files of one kind, epochs in their order. */
export interface ResolvedInput {
  readonly keyPlace: YamlPlace
  readonly epochs: readonly ResolvedEpoch[]
}

/** A kind is missing where the file does not have it, or where one of its globs matches nothing. */
export type ResolvedKinds = Partial<Readonly<Record<InputKind, ResolvedInput>>>

/**
 * Turns lists, globs and epochs into absolute paths. Relative paths and expressions start at the folder of the
 * configuration; `~` is the home folder. The matches of one expression are sorted by code unit, expressions follow each
 * other as written. Epochs are sorted by their keys: as numbers where all are digits (2 before 10), as texts otherwise.
 */
export async function resolveInputs(
  inputs: PlacedInputs,
  folder: string,
  listing: FileListing,
  problems: ProblemList,
): Promise<ResolvedKinds> {
  const kinds: Partial<Record<InputKind, ResolvedInput>> = {}
  for (const kind of inputKinds) {
    const input = inputs[kind]
    if (input === undefined) continue
    const resolver = new SourceResolver(kind, folder, listing, problems)
    const epochs = await resolveEpochs(input, resolver)
    if (!resolver.hasFailed) kinds[kind] = { keyPlace: input.keyPlace, epochs }
  }
  return kinds
}

async function resolveEpochs(input: PlacedInput, resolver: SourceResolver): Promise<ResolvedEpoch[]> {
  if (input.kind === 'source') return [{ key: null, place: input.keyPlace, files: await resolver.files(input.source) }]
  const compare = epochOrder(input.epochs.map((epoch) => epoch.key))
  const epochs: ResolvedEpoch[] = []
  for (const { key, keyPlace, source } of input.epochs.toSorted((a, b) => compare(a.key, b.key))) {
    epochs.push({ key, place: keyPlace, files: await resolver.files(source) })
  }
  return epochs
}

/** Compares keys of epochs: as numbers where all are digits (2 before 10), as texts otherwise. */
export function epochOrder(keys: readonly string[]): (a: string, b: string) => number {
  const areNumbers = keys.every((key) => /^\d+$/.test(key))
  return (a, b) => (areNumbers ? Number(a) - Number(b) : 0) || (a < b ? -1 : 1)
}

class SourceResolver {
  readonly #kind: InputKind
  readonly #folder: string
  readonly #listing: FileListing
  readonly #problems: ProblemList
  hasFailed = false

  constructor(kind: InputKind, folder: string, listing: FileListing, problems: ProblemList) {
    this.#kind = kind
    this.#folder = folder
    this.#listing = listing
    this.#problems = problems
  }

  async files(source: PlacedSource): Promise<ResolvedFile[]> {
    if (source.kind === 'files')
      return source.texts.map((text) => ({ path: resolve(this.#folder, this.#withHome(text)), place: text.place }))
    const files: ResolvedFile[] = []
    for (const pattern of source.texts) files.push(...(await this.#matches(pattern)))
    return files
  }

  async #matches(pattern: PlacedText): Promise<ResolvedFile[]> {
    const expression = this.#withHome(pattern)
    const matches = await this.#listing.glob(expression, this.#folder)
    if (matches.length === 0) {
      this.hasFailed = true
      await this.#tellOfNone(pattern, expression)
    }
    const paths = matches.map((match) => resolve(this.#folder, match)).sort()
    return paths.map((path) => ({ path, place: pattern.place }))
  }

  async #tellOfNone(pattern: PlacedText, expression: string): Promise<void> {
    const [kind, folder] = [this.#kind, this.#folder]
    if (await this.#listing.leadsOut(expression, folder)) {
      const message = `inputs.${kind}: expected an expression of files in folders that are open to Halley, found ${pattern.text}, which leads out of them.`
      this.#problems.error('config.file-outside', pattern.place, message, openHint(this.#listing))
      return
    }
    const where = isAbsolute(expression) ? '' : ` in ${folder}`
    const message = `inputs.${kind}: expected files that match ${pattern.text}${where}, found none.`
    const hint = 'Correct the expression, or check that the files are there: ls shows what it matches.'
    this.#problems.error('config.glob-empty', pattern.place, message, hint)
  }

  #withHome({ text }: PlacedText): string {
    return text === '~' || text.startsWith('~/') ? this.#listing.homeFolder + text.slice(1) : text
  }
}
