import type { Fault, Result } from '../../fault/fault.ts'
import type { ImageHeader } from '../../formats/fits/imageHeader.ts'
import { readImageHeader } from '../../formats/fits/imageHeader.ts'
import { wcsFromHeader } from '../../formats/fits/wcsHeader.ts'
import type { Root } from '../../store/files/roots.ts'
import type { ImageSize, InputInspector } from '../config/inspectInputs.ts'
import { catalogueFootprintFault } from './catalogueFootprint.ts'
import { openImage } from './openImage.ts'
import { readCatalogue } from './readCatalogue.ts'

/** How inputs are looked into. */
interface Reading {
  /** Folder where compressed ones are inflated to. */
  readonly scratch: string
  /** What is outside of them is refused. */
  readonly roots: readonly Root[]
}

async function inspectSize(path: string, { scratch, roots }: Reading): Promise<Result<ImageSize>> {
  const opened = await openImage(path, scratch, roots)
  if (!opened.ok) return opened
  const { image } = opened.value
  await opened.value.close()
  const wcs = wcsFromHeader(image.header)
  return wcs.ok ? { ok: true, value: { width: image.width, height: image.height } } : wcs
}

async function inspectHeader(path: string, { scratch, roots }: Reading): Promise<Result<ImageHeader>> {
  const opened = await openImage(path, scratch, roots)
  if (!opened.ok) return opened
  await opened.value.close()
  return readImageHeader(opened.value.image.header)
}

async function inspectCatalogue(path: string, imagePath: string, reading: Reading): Promise<Fault | null> {
  const header = await inspectHeader(imagePath, reading)
  if (!header.ok) return header.fault
  const catalogue = await readCatalogue(path, reading.roots)
  return catalogue.ok ? catalogueFootprintFault(path, catalogue.value, imagePath, header.value) : catalogue.fault
}

/** Looks into all files: headers of images and maps, and whether each catalogue lies on its image. */
export function thoroughInspector(reading: Reading): InputInspector {
  return {
    inspectImage: (path) => inspectSize(path, reading),
    inspectCatalogue: (path, imagePath) => inspectCatalogue(path, imagePath, reading),
  }
}

/** Looks into headers only: for processing, where ingest reads the catalogues anyway and says the same of them. */
export function headerInspector(reading: Reading): InputInspector {
  return { inspectImage: (path) => inspectSize(path, reading), inspectCatalogue: () => Promise.resolve(null) }
}
