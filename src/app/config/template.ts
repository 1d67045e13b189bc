import { inputKinds, type InputSpec, type RunConfig } from '../contract/config.ts'
import { configSections, type Section, type Setting } from '../contract/configSettings.ts'

export interface TemplateOptions {
  /** The run's name, for the first line. */
  readonly name: string
  /** The files to write in; left out, the lists are empty and wait for them. */
  readonly inputs?: RunConfig['inputs']
}

/** The settings that an ingest takes; what it does not take concerns processing alone. */
const ingestKeys: readonly string[] = ['source_finder', 'condon_errors', 'selavy_local_rms_fill_value', 'ra_uncertainty', 'dec_uncertainty']

/** The inputs and the settings of an ingest, with their defaults and a line that explains each. */
export function ingestTemplate(inputs?: RunConfig['inputs']): string {
  const { measurements } = configSections
  const settings = Object.entries<Setting>(measurements.settings).filter(([, { key }]) => ingestKeys.includes(key))
  const parts = [
    ['# What to ingest: ./halley ingest FILE. Keys that are left out have the values shown here.'],
    inputLines(inputs),
    sectionLines({ ...measurements, settings: Object.fromEntries(settings) }),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** A complete `config.yaml` with every key at its default and a line that explains it. It reads back as it was made. */
export function configTemplate({ name, inputs }: TemplateOptions): string {
  const { run, ...others } = configSections
  const parts = [
    [`# Configuration of the run ${name.replaceAll(/\s+/g, ' ')}. Keys that are left out have the values shown here.`],
    sectionLines(run),
    inputLines(inputs),
    ...Object.values<Section>(others).map(sectionLines),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function sectionLines(section: Section): string[] {
  const settings = Object.values(section.settings).flatMap((setting) => [
    ...wrapped(explanation(setting)),
    `  ${setting.key}: ${String(setting.default)}`,
  ])
  return [`# ${section.comment}`, `${section.key}:`, ...settings]
}

function explanation(setting: Setting): string {
  const isPlain = setting.isIgnored || setting.kind === 'boolean' || setting.kind === 'choice'
  return isPlain ? setting.comment : `${setting.comment} Takes ${setting.expected}.`
}

const commentWidth = 110

function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length >= commentWidth) lines.push(`  # ${word}`)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}

const inputsComment = `# The files. Relative paths start at the folder of this file; ~ is the home folder. Each kind is given in one of these forms,
# and the nth catalogue, noise map and background map belong to the nth image:
#   image: [a.fits, b.fits]            a list; each image is an epoch of its own
#   image:                             every file that matches, sorted by name
#     glob: data/*.restored.fits
#   image:                             several expressions, one after the other
#     glob: [data/2020/*.fits, data/2021/*.fits]
#   image:                             epochs: images of one epoch are combined; below each key a list or a glob.
#     1: [a.fits, b.fits]              Epochs are sorted by key: as numbers if all are numbers, as texts if not.
#     2: {glob: data/2021/*.fits}`

const kindComments = {
  image: 'Images, FITS.',
  selavy: 'Catalogues of components from Selavy: text, CSV of CASDA or VOTable.',
  noise: 'Noise (rms) maps.',
  background: 'Background (mean) maps; needed for forced fits only.',
} as const

function inputLines(inputs: RunConfig['inputs'] | undefined): string[] {
  const kinds = inputKinds.flatMap((kind) => [`  # ${kindComments[kind]}`, ...specLines(kind, inputs?.[kind] ?? null)])
  return [inputsComment, 'inputs:', ...kinds]
}

function specLines(kind: string, spec: InputSpec | null): string[] {
  if (spec === null) return [`  ${kind}: []`]
  if (spec.kind === 'epochs') return [`  ${kind}:`, ...spec.epochs.flatMap(({ key, source }) => sourceLines('    ', key, source))]
  return sourceLines('  ', kind, spec)
}

function sourceLines(indent: string, key: string, source: Exclude<InputSpec, { kind: 'epochs' }>): string[] {
  const texts = source.kind === 'files' ? source.files : source.patterns
  if (texts.length === 0 && source.kind === 'files') return [`${indent}${scalar(key)}: []`]
  const list = (inner: string) => texts.map((text) => `${inner}- ${scalar(text)}`)
  if (source.kind === 'files') return [`${indent}${scalar(key)}:`, ...list(`${indent}  `)]
  return [`${indent}${scalar(key)}:`, `${indent}  glob:`, ...list(`${indent}    `)]
}

const plainScalar = /^[A-Za-z0-9_./][A-Za-z0-9_./+@=~-]*$/
const wordsWithMeaning = /^(true|false|null|yes|no|on|off|~)$/i

/** A text as YAML reads it back: plain where that is safe, otherwise in double quotes, whose escapes are those of JSON. */
function scalar(text: string): string {
  return plainScalar.test(text) && !wordsWithMeaning.test(text) ? text : JSON.stringify(text)
}
