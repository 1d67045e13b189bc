import { imagesOfResult } from '../catalogue/results.ts'
import type { Store } from '../store.ts'
import type { SampleOrigin } from './drawing.ts'

interface NamedResult {
  readonly run: { readonly id: string; readonly name: string }
  readonly version: number
  readonly resultId: string
}

/** Where the files of a version are, with those of its images. */
export async function originOfVersion(store: Store, { run, version, resultId }: NamedResult): Promise<SampleOrigin> {
  const images = await imagesOfResult(store.catalogue, resultId)
  return {
    run: run.name,
    version,
    resultFolder: store.paths.result(run.id, resultId),
    images: images.map(({ id, number }) => ({ number, measurementsPath: store.paths.imageMeasurements(id) })),
  }
}
