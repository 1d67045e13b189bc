import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { mostCombined, mostRadiusArcsec, setOperators, type SetOperator } from '../contract/sample.ts'
import { sourceQuerySchema, type SourceQuery } from '../contract/sourceQuery.ts'
import { createFault, targetProject } from '../drawn/newDrawn.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { sampleToBe } from './sampleRequest.ts'

/** What a combination is asked for, as the catalogue keeps it. */
export const combiningRequest = z.object({
  /** The id that the sample will have: the same however often the work is taken up. */
  sampleId: z.string(),
  name: z.string(),
  description: z.string(),
  projectId: z.string(),
  operator: z.enum(setOperators),
  radiusArcsec: z.number().nullable(),
  parentIds: z.array(z.string()),
  /** What sources have to be besides. */
  query: sourceQuerySchema.nullable().default(null),
})

export type CombiningRequest = z.infer<typeof combiningRequest>

export interface CombinationChoice {
  /** Unique among the samples of its project. */
  readonly name: string
  /** What it is for, at most 240 characters. */
  readonly description?: string | undefined
  /** Name or id of the project that it goes to; default: that of new runs. */
  readonly project?: string | undefined
  /** Names or ids of samples: two or more, or one of which a query takes a part. */
  readonly samples: readonly string[]
  readonly operator: SetOperator
  /** Default: sources are the same by run and id. */
  readonly radiusArcsec?: number | null | undefined
  /** What sources have to be besides. */
  readonly query?: SourceQuery | undefined
}

function wrongChoice({ samples, radiusArcsec, query }: CombinationChoice) {
  if (samples.length < (query ? 1 : 2) || samples.length > mostCombined) {
    const message = `Expected 2 to ${mostCombined} samples to combine, found ${samples.length}.`
    return makeFault('sample.parents', message, { hint: 'Name them, such as ./halley sample combine A and B --name C' })
  }
  const radius = radiusArcsec ?? 0
  if (radius >= 0 && radius <= mostRadiusArcsec) return null
  const message = `Expected a radius from 0 to ${mostRadiusArcsec} arcsec, found ${radius}.`
  return makeFault('sample.radius', message, { hint: 'Leave it out to tell sources by run and id.', data: { radiusArcsec: radius } })
}

/**
 * Makes what a user chose into a request that stands by itself, after asking whether they may.
 *
 * @returns `sample.parents` for too few or too many, `sample.radius`, the faults of names, of finding samples, and the
 * refusals of the rules
 */
export async function makeCombiningRequest(halley: Halley, choice: CombinationChoice): Promise<Result<CombiningRequest>> {
  const wrong = wrongChoice(choice)
  if (wrong) return failure(wrong)
  const parentIds: string[] = []
  for (const nameOrId of choice.samples) {
    const found = await findItem(halley, 'sample', nameOrId)
    if (!found.ok) return found
    parentIds.push(found.value.id)
  }
  const projectId = await targetProject(halley, choice.project)
  if (!projectId.ok) return projectId
  const { name, description = '', operator, radiusArcsec = null, query = null } = choice
  const request = { sampleId: randomUUID(), name, description, projectId: projectId.value, operator, radiusArcsec, parentIds, query }
  const refused = await createFault(halley, sampleToBe(halley, request, []), description)
  return refused ? failure(refused) : success(request)
}
