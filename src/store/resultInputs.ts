import { readFile, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { refuse, settle, type Result } from '../fault/fault.ts'
import { filesOfImages } from './catalogue/images.ts'
import { findResult, imagesOfResult } from './catalogue/results.ts'
import type { ImageFileRole, ImageFileRow } from './catalogue/schema.ts'
import type { Attempt } from './publishing/attempt.ts'
import { onDisk } from './publishing/publishFault.ts'
import type { Store } from './store.ts'

const fileName = 'inputs.json'
const format = 1

export type SettingValue = string | number | boolean | null

/** One image of a result with the files that it was made from; paths are absolute, as they were when it was processed. */
export interface ResolvedImage {
  readonly imageId: string
  readonly imagePath: string
  readonly selavyPath: string
  readonly noisePath: string
  readonly backgroundPath: string | null
  /** Epoch, from 0. */
  readonly epoch: number
  /** Its name in the configuration; null where that has no epochs. */
  readonly epochKey: string | null
}

/**
 * What a configuration came to when it was processed: expressions resolved into files, defaults filled in. A result keeps
 * it with its tables, so that what it was made from is never asked of the disk again.
 */
export interface ResultInputs {
  /** In the order of the result's images. */
  readonly images: readonly ResolvedImage[]
  /** By their places in `config.yaml`, such as `source_association.radius`, defaults included. */
  readonly settings: Readonly<Record<string, SettingValue>>
  /** The program that computed it: equal texts compute equal bits. */
  readonly computedBy: string
}

/** Puts a text among the files of what an attempt makes, before it is published. */
export function keepText(attempt: Attempt, name: string, text: string): Promise<Result<void>> {
  return settle(() => onDisk(() => writeFile(join(attempt.resultFolder, name), text)))
}

/** Puts the inputs of a result among its files, before it is published. */
export function writeResultInputs(attempt: Attempt, inputs: ResultInputs): Promise<Result<void>> {
  const text = `${JSON.stringify({ format, ...inputs }, undefined, 1)}\n`
  return keepText(attempt, fileName, text)
}

/**
 * The inputs of a result as they were resolved when it was processed. Of one that was processed elsewhere and taken over, the
 * images are those of the catalogue, and settings and program are not known.
 *
 * @returns `result.damaged` where what the result keeps of them cannot be read
 */
export function resolvedInputsOfResult(store: Store, resultId: string): Promise<Result<ResultInputs>> {
  return settle(async () => {
    const result = await findResult(store.catalogue, resultId)
    if (!result) throw new Error(`There is no result ${resultId}.`)
    const path = join(store.paths.result(result.runId, resultId), fileName)
    const text = await textOf(path)
    return text === null ? inputsInCatalogue(store, resultId) : parseInputs(path, text)
  })
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function parseInputs(path: string, text: string): ResultInputs {
  try {
    const { format: found, ...inputs } = JSON.parse(text) as ResultInputs & { readonly format: unknown }
    if (found === format) return inputs
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return refuse('result.damaged', `${path}: expected the inputs of a result, found something else.`, {
    hint: 'The file is part of the store and should not have been changed by hand; bring it back from a backup.',
    data: { path },
  })
}

async function inputsInCatalogue(store: Store, resultId: string): Promise<ResultInputs> {
  const rows = await imagesOfResult(store.catalogue, resultId)
  const listed = await filesOfImages(
    store.catalogue,
    rows.map(({ id }) => id),
  )
  const files = Map.groupBy(listed, ({ imageId }) => imageId)
  const images = rows.map(({ id, epoch }) => {
    const pathOf = (role: ImageFileRole) => pathIn(files.get(id) ?? [], role)
    const required = { imagePath: pathOf('image') ?? '', selavyPath: pathOf('catalogue') ?? '', noisePath: pathOf('noise') ?? '' }
    return { imageId: id, ...required, backgroundPath: pathOf('background'), epoch, epochKey: null }
  })
  return { images, settings: {}, computedBy: '' }
}

function pathIn(files: readonly ImageFileRow[], role: ImageFileRole): string | null {
  const file = files.find((one) => one.role === role)
  if (!file) return null
  return isAbsolute(file.root) ? join(file.root, file.path) : `${file.root}:${file.path}`
}
