import type { FileRole, MatchedImage } from '../../../app/contract/inputFiles.ts'
import { fileRoles } from '../../../app/contract/inputFiles.ts'
import type { RunConfig } from '../../../app/contract/config.ts'
import { knownSettings } from '../../parts/knownSettings.ts'

type Inputs = RunConfig['inputs']

/** How the files of a run are given: picked, by patterns, by lists of paths, or in the text of a configuration. */
export type InputForm = 'pick' | 'patterns' | 'paths' | 'text'

/** An image that was picked, with the files of its name and its epoch. */
export interface PickedImage extends MatchedImage {
  /** Its key where images are grouped into epochs. */
  readonly epoch: string
}

/** Lines of text for each kind of file. */
export type Lines = Readonly<Record<FileRole, string>>

/** What the page has been told so far. */
export interface NewRunForm {
  readonly name: string
  readonly description: string
  /** Id; null: where new runs go. */
  readonly project: string | null
  readonly inputForm: InputForm
  readonly picked: readonly PickedImage[]
  readonly hasEpochs: boolean
  readonly patterns: Lines
  readonly paths: Lines
  /** Values as YAML, by dotted key; what is not here is at its default. */
  readonly settings: Readonly<Record<string, string>>
  /** The configuration as it was edited by hand, for `text`. */
  readonly text: string
}

const noLines: Lines = { image: '', selavy: '', noise: '', background: '' }

export const emptyForm: NewRunForm = {
  name: '',
  description: '',
  project: null,
  inputForm: 'pick',
  picked: [],
  hasEpochs: false,
  patterns: noLines,
  paths: noLines,
  settings: {},
  text: '',
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Whether an image has what it cannot be processed without. */
export function isComplete({ selavy, noise }: MatchedImage): boolean {
  return selavy !== null && noise !== null
}

type Source = Extract<Inputs['image'], { kind: 'files' | 'glob' }>

function epochsOf(images: readonly PickedImage[], role: FileRole): Inputs['image'] {
  const groups = Map.groupBy(images, ({ epoch }) => epoch.trim())
  const epochs = [...groups].map(([key, some]) => ({ key, source: filesOf(some, role) }))
  return { kind: 'epochs', epochs }
}

function filesOf(images: readonly PickedImage[], role: FileRole): Source {
  return { kind: 'files', files: images.map((image) => image[role]).filter((path) => path !== null) }
}

function pickedInputs({ picked, hasEpochs }: NewRunForm): Inputs | null {
  const images = picked.filter(isComplete)
  if (images.length === 0 || (hasEpochs && images.some(({ epoch }) => epoch.trim() === ''))) return null
  const of = (role: FileRole) => (hasEpochs ? epochsOf(images, role) : filesOf(images, role))
  const hasBackgrounds = images.every(({ background }) => background !== null)
  return { image: of('image'), selavy: of('selavy'), noise: of('noise'), background: hasBackgrounds ? of('background') : null }
}

const nothing: Source = { kind: 'files', files: [] }

function writtenInputs(lines: Lines, source: (lines: string[]) => Source): Inputs | null {
  if (fileRoles.every((role) => linesOf(lines[role]).length === 0)) return null
  const of = (role: FileRole) => (linesOf(lines[role]).length > 0 ? source(linesOf(lines[role])) : nothing)
  return {
    image: of('image'),
    selavy: of('selavy'),
    noise: of('noise'),
    background: lines.background.trim() === '' ? null : of('background'),
  }
}

/** The inputs that the form comes to; null where nothing is given yet, or a text has them. */
export function inputsOf(form: NewRunForm): Inputs | null {
  if (form.inputForm === 'pick') return pickedInputs(form)
  if (form.inputForm === 'patterns') return writtenInputs(form.patterns, (patterns) => ({ kind: 'glob', patterns }))
  if (form.inputForm === 'paths') return writtenInputs(form.paths, (files) => ({ kind: 'files', files }))
  return null
}

/** The settings that are not at their defaults. */
export function changedSettings({ settings }: NewRunForm): { setting: string; value: string }[] {
  return knownSettings.flatMap(({ key, setting }) => {
    const value = settings[key]
    return value === undefined || value === String(setting.default) ? [] : [{ setting: key, value: value.trim() === '' ? 'null' : value }]
  })
}

/** Adds images to those that were picked before; those of known paths keep their epochs. */
export function withImages(picked: readonly PickedImage[], found: readonly MatchedImage[]): readonly PickedImage[] {
  const known = new Map(picked.map((image) => [image.image, image]))
  const highest = Math.max(0, ...picked.map(({ epoch }) => Number(epoch)).filter(Number.isFinite))
  let next = highest
  for (const image of found) {
    const before = known.get(image.image)
    if (!before) next += 1
    known.set(image.image, before ? { ...before, ...image } : { ...image, epoch: String(next) })
  }
  return [...known.values()]
}
