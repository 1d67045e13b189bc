import type { Result } from '../../fault/fault.ts'
import type { Halley } from '../halley.ts'
import type { Submitted } from '../operations/submitOperation.ts'
import { parseSourceQuery } from '../contract/query/parseSourceQuery.ts'
import { submitCombining } from './combineSamples.ts'
import { submitDrawing } from './drawSample.ts'
import type { SampleChoice } from './sampleRequest.ts'

/** A sample with its query as a user writes it. */
export interface WrittenSample extends Omit<SampleChoice, 'query' | 'predecessorId'> {
  /** Instead of runs: the sample that the new one is a part of. */
  readonly sample?: string | undefined
  readonly query: string
}

/** Asks for a sample by a query in words, for a worker to draw. @returns the faults of the query with their places, those of {@link submitDrawing} */
export async function submitSample(halley: Halley, { query: text, sample, ...choice }: WrittenSample): Promise<Result<Submitted>> {
  const query = parseSourceQuery(text)
  if (!query.ok) return query
  const wanted = { ...choice, query: query.value }
  return sample === undefined ? submitDrawing(halley, wanted) : submitCombining(halley, { ...wanted, samples: [sample], operator: 'or' })
}
