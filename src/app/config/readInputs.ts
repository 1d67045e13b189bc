import type { YamlEntry, YamlMap, YamlPlace, YamlValue } from '../../formats/yaml/document.ts'
import { type FileSource, type InputKind, inputKinds, type InputSpec } from '../contract/config.ts'
import { found } from './found.ts'
import type { ProblemList } from './problemList.ts'
import { refuseUnknownKey } from './readSettings.ts'

/** A text with its place in the configuration. */
export interface PlacedText {
  readonly text: string
  readonly place: YamlPlace
}

/** {@link FileSource} with places. */
export interface PlacedSource {
  readonly kind: 'files' | 'glob'
  readonly texts: readonly PlacedText[]
}

export interface PlacedEpoch {
  readonly key: string
  readonly keyPlace: YamlPlace
  readonly source: PlacedSource
}

/** {@link InputSpec} with places; `keyPlace` is that of the kind's key. */
export type PlacedInput = { readonly keyPlace: YamlPlace } & (
  | { readonly kind: 'source'; readonly source: PlacedSource }
  | { readonly kind: 'epochs'; readonly epochs: readonly PlacedEpoch[] }
)

/** What the file has under `inputs`; a kind that is missing, blank, empty or refused is not there. */
export type PlacedInputs = Partial<Readonly<Record<InputKind, PlacedInput>>>

const formsHint =
  'Give a list of paths; or glob: with one expression or a list of them; or epochs, each a name with a list or a glob below it.'

/**
 * Reads the section `inputs`, collecting what is not one of its forms, and what is required and missing.
 *
 * @param monitorPlace where the configuration asks for forced fits, which need background maps; null where it does not
 */
export function readInputs(root: YamlMap, monitorPlace: YamlPlace | null, problems: ProblemList): PlacedInputs {
  const section = root.entries.find((entry) => entry.key === 'inputs')
  if (section === undefined || (section.value.kind === 'scalar' && section.value.value === null)) {
    const place = section?.keyPlace ?? root.place
    problems.error(
      'config.missing',
      place,
      'inputs: expected the files of the run, found nothing.',
      'Add inputs: with image, selavy and noise below it.',
    )
    return {}
  }
  if (section.value.kind !== 'map') {
    const message = `inputs: expected image, selavy and noise, found ${found(section.value)}.`
    problems.error('config.type', section.value.place, message, 'Write image:, selavy: and noise: below it, indented by two blanks.')
    return {}
  }
  const background = section.value.entries.find((entry) => entry.key === 'background')
  if (monitorPlace && (!background || isNothing(background.value))) refuseNoBackground(monitorPlace, problems)
  return readKinds(section, section.value, problems)
}

function readKinds(section: YamlEntry, map: YamlMap, problems: ProblemList): PlacedInputs {
  const inputs: Partial<Record<InputKind, PlacedInput>> = {}
  for (const entry of map.entries) {
    const kind = inputKinds.find((name) => name === entry.key)
    if (kind === undefined) refuseUnknownKey('inputs', entry, inputKinds, problems)
    else if (!isNothing(entry.value)) {
      const input = readInput(entry, problems)
      if (input) inputs[kind] = input
    } else if (kind !== 'background') refuseMissing(kind, entry.keyPlace, found(entry.value), problems)
  }
  for (const kind of inputKinds) {
    const isThere = map.entries.some((entry) => entry.key === kind)
    if (!isThere && kind !== 'background') refuseMissing(kind, section.keyPlace, 'nothing', problems)
  }
  return inputs
}

function isNothing(value: YamlValue): boolean {
  if (value.kind === 'scalar') return value.value === null
  return value.kind === 'list' ? value.items.length === 0 : value.entries.length === 0
}

const nouns: Readonly<Record<InputKind, string>> = {
  image: 'at least one image',
  selavy: 'a catalogue for each image',
  noise: 'a noise map for each image',
  background: 'a background map for each image',
}

function refuseMissing(kind: InputKind, place: YamlPlace, what: string, problems: ProblemList): void {
  problems.error('config.missing', place, `inputs.${kind}: expected ${nouns[kind]}, found ${what}.`, formsHint)
}

function refuseNoBackground(place: YamlPlace, problems: ProblemList): void {
  const message = 'inputs.background: expected a background map for each image, because source_monitoring.monitor is true; found none.'
  problems.error('config.background', place, message, 'List the maps under inputs.background, or set source_monitoring.monitor to false.')
}

function readInput(entry: YamlEntry, problems: ProblemList): PlacedInput | null {
  const path = `inputs.${entry.key}`
  const { keyPlace, value } = entry
  if (value.kind !== 'map' || value.entries.some((inner) => inner.key === 'glob')) {
    const source = readSource(path, value, problems)
    return source && { kind: 'source', keyPlace, source }
  }
  const epochs = value.entries.map((epoch) => {
    const source = readSource(`${path}.${epoch.key}`, epoch.value, problems)
    return source && { key: epoch.key, keyPlace: epoch.keyPlace, source }
  })
  return epochs.every((epoch) => epoch !== null) ? { kind: 'epochs', keyPlace, epochs } : null
}

function readSource(path: string, value: YamlValue, problems: ProblemList): PlacedSource | null {
  if (value.kind === 'list') return readTexts(path, 'files', value.items, 'a path', problems)
  if (value.kind === 'scalar') {
    const message = `${path}: expected a list of paths, a glob or epochs, found ${found(value)}.`
    problems.error(
      'config.input-form',
      value.place,
      message,
      value.value === null ? formsHint : `For one file write it as a list: - ${value.text}`,
    )
    return null
  }
  const glob = value.entries.find((entry) => entry.key === 'glob')
  const other = value.entries.find((entry) => entry.key !== 'glob')
  if (other || !glob) {
    const message = glob
      ? `expected glob alone, found ${other?.key} beside it`
      : `expected a list of paths or a glob, found ${found(value)}`
    problems.error('config.input-form', other?.keyPlace ?? value.place, `${path}: ${message}.`, formsHint)
    return null
  }
  const patterns = glob.value.kind === 'list' ? glob.value.items : [glob.value]
  return readTexts(`${path}.glob`, 'glob', patterns, 'an expression such as "data/*.fits"', problems)
}

function readTexts(
  path: string,
  kind: PlacedSource['kind'],
  items: readonly YamlValue[],
  expected: string,
  problems: ProblemList,
): PlacedSource | null {
  const texts: PlacedText[] = []
  for (const item of items) {
    if (item.kind === 'scalar' && item.text !== '') texts.push({ text: item.text, place: item.place })
    else problems.error('config.input-form', item.place, `${path}: expected ${expected}, found ${found(item)}.`, formsHint)
  }
  return texts.length === items.length ? { kind, texts } : null
}

/** An input without places, as the contract has it. */
export function inputSpec(input: PlacedInput): InputSpec {
  if (input.kind === 'source') return fileSource(input.source)
  return { kind: 'epochs', epochs: input.epochs.map(({ key, source }) => ({ key, source: fileSource(source) })) }
}

function fileSource({ kind, texts }: PlacedSource): FileSource {
  const plain = texts.map(({ text }) => text)
  return kind === 'files' ? { kind, files: plain } : { kind, patterns: plain }
}
