import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import type { Store } from '../../src/store/store.ts'
import { itemIds } from '../permissions/scene.ts'

const run = { kind: 'run', id: itemIds.run, name: 'a run', version: 1 }
const threshold = { mean: 0, sigma: 1, count: 1, threshold: 1 }
const resultCounts = { images: 1, detections: 1, forced: 0, sources: 1, newSources: 0, relations: 0 }
const sampleCounts = { sources: 1, measurements: 1, forced: 0, images: 1 }
const sampleParameters = { query: { all: [] }, text: '', from: [{ runId: run.id, run: run.name, version: 1 }] }
const analysisCounts = { sources: 1, used: 1, candidates: 0 }
const analysisParameters = { method: 'etaV', parameters: etaVParametersSchema.parse({}), of: run, eta: threshold, v: threshold }

function texts(counts: object, parameters: object) {
  return { counts: JSON.stringify(counts), parameters: JSON.stringify(parameters) }
}

/** Gives the things of a scene the counts and parameters that lists show. */
export async function giveFacts({ catalogue }: Store): Promise<void> {
  await catalogue
    .updateTable('results')
    .set({ counts: JSON.stringify(resultCounts) })
    .execute()
  await catalogue.updateTable('samples').set(texts(sampleCounts, sampleParameters)).execute()
  await catalogue.updateTable('analyses').set(texts(analysisCounts, analysisParameters)).execute()
}
