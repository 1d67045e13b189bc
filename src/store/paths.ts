import { join } from 'node:path'

/** Where things are in a store. Folders are made from ids alone, never from a stored or a user's path. */
export interface StorePaths {
  readonly home: string
  readonly objects: string
  readonly temporary: string
  readonly views: string
  readonly imageViews: string
  attempt(operationId: string, attempt: number): string
  operation(operationId: string): string
  image(imageId: string): string
  imageMeasurements(imageId: string): string
  /** What is shown of an image: made with its measurements, or later, and made again where it is gone. */
  imagePreview(imageId: string): string
  run(runId: string): string
  draft(runId: string): string
  logs(runId: string): string
  results(runId: string): string
  result(runId: string, resultId: string): string
  /** Arrow files made of a result, which can be made again. */
  exports(runId: string, resultId: string): string
  sample(sampleId: string): string
  analysis(analysisId: string): string
  /** The file of a reference catalogue. */
  referenceCatalogue(id: string): string
  /** What an operation has moved out of its place, to be removed for good. */
  condemned(operationId: string): string
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function checked(id: string): string {
  if (!idForm.test(id)) throw new TypeError(`Expected an id in the form of a UUID, found ${JSON.stringify(id)}.`)
  return id
}

export function storePaths(home: string): StorePaths {
  const objects = join(home, 'objects')
  const temporary = join(home, 'tmp')
  const views = join(home, 'runs')
  const operation = (operationId: string) => join(temporary, checked(operationId))
  const image = (imageId: string) => join(objects, 'images', checked(imageId))
  const run = (runId: string) => join(objects, 'runs', checked(runId))
  const results = (runId: string) => join(run(runId), 'results')
  return {
    home,
    objects,
    temporary,
    views,
    imageViews: join(views, 'images'),
    operation,
    attempt: (operationId, attempt) => join(operation(operationId), String(attempt)),
    image,
    imageMeasurements: (imageId) => join(image(imageId), 'measurements.parquet'),
    imagePreview: (imageId) => join(image(imageId), 'preview.bin'),
    run,
    draft: (runId) => join(run(runId), 'config.yaml'),
    logs: (runId) => join(run(runId), 'logs'),
    results,
    result: (runId, resultId) => join(results(runId), checked(resultId)),
    exports: (runId, resultId) => join(run(runId), 'exports', checked(resultId)),
    sample: (sampleId) => join(objects, 'samples', checked(sampleId)),
    analysis: (analysisId) => join(objects, 'analyses', checked(analysisId)),
    referenceCatalogue: (id) => join(objects, 'catalogues', `${checked(id)}.parquet`),
    condemned: (operationId) => join(temporary, 'purge', checked(operationId)),
  }
}
