import type { Fault, Result } from '../../fault/fault.ts'
import type { ImageHeader } from '../../formats/fits/imageHeader.ts'
import { readImageHeader } from '../../formats/fits/imageHeader.ts'
import { wcsFromHeader } from '../../formats/fits/wcsHeader.ts'
import type { ImageSize, InputInspector } from '../config/inspectInputs.ts'
import { catalogueFootprintFault } from './catalogueFootprint.ts'
import { openImage } from './openImage.ts'
import { readCatalogue } from './readCatalogue.ts'

async function inspectSize(path: string, scratch: string): Promise<Result<ImageSize>> {
  const opened = await openImage(path, scratch)
  if (!opened.ok) return opened
  const { image } = opened.value
  await opened.value.close()
  const wcs = wcsFromHeader(image.header)
  return wcs.ok ? { ok: true, value: { width: image.width, height: image.height } } : wcs
}

async function inspectHeader(path: string, scratch: string): Promise<Result<ImageHeader>> {
  const opened = await openImage(path, scratch)
  if (!opened.ok) return opened
  await opened.value.close()
  return readImageHeader(opened.value.image.header)
}

async function inspectCatalogue(path: string, imagePath: string, scratch: string): Promise<Fault | null> {
  const header = await inspectHeader(imagePath, scratch)
  if (!header.ok) return header.fault
  const catalogue = await readCatalogue(path)
  return catalogue.ok ? catalogueFootprintFault(path, catalogue.value, imagePath, header.value) : catalogue.fault
}

/** Looks into all files: headers of images and maps, and whether each catalogue lies on its image. */
export function thoroughInspector(scratch: string): InputInspector {
  return {
    inspectImage: (path) => inspectSize(path, scratch),
    inspectCatalogue: (path, imagePath) => inspectCatalogue(path, imagePath, scratch),
  }
}

/** Looks into headers only: for processing, where ingest reads the catalogues anyway and says the same of them. */
export function headerInspector(scratch: string): InputInspector {
  return { inspectImage: (path) => inspectSize(path, scratch), inspectCatalogue: () => Promise.resolve(null) }
}
