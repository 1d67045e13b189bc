import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { Sample } from '../../lifecycle/state.ts'
import type { SourceQuery } from '../contract/sourceQuery.ts'
import { sourceQuerySchema } from '../contract/sourceQuery.ts'
import type { ReadVersion, RunVersion } from '../drawn/readVersion.ts'
import { readVersion } from '../drawn/readVersion.ts'
import { createFault, targetProject } from '../drawn/newDrawn.ts'
import type { Halley } from '../halley.ts'
import { findRun } from '../runs/findRun.ts'

/** What a drawing is asked for, as the catalogue keeps it. */
export const drawingRequest = z.object({
  /** The id that the sample will have: the same however often the work is taken up. */
  sampleId: z.string(),
  name: z.string(),
  description: z.string(),
  projectId: z.string(),
  from: z.array(z.object({ runId: z.string(), version: z.number().int() })),
  query: sourceQuerySchema,
  predecessorId: z.string().nullable(),
})

export type DrawingRequest = z.infer<typeof drawingRequest>

export interface SampleChoice {
  /** Unique among the samples of its project. */
  readonly name: string
  /** What it is for, at most 240 characters. */
  readonly description?: string | undefined
  /** Name or id of the project that it goes to; default: that of new runs. */
  readonly project?: string | undefined
  readonly from: readonly RunVersion[]
  readonly query: SourceQuery
  /** The sample that this one is drawn again from. */
  readonly predecessorId?: string | undefined
}

/** A sample as it will be. @param runIds of the runs that its sources are from */
export function sampleToBe(
  halley: Halley,
  { sampleId, name, projectId }: Pick<DrawingRequest, 'sampleId' | 'name' | 'projectId'>,
  runIds: readonly string[],
): Sample {
  const madeFrom = [...new Set(runIds)].sort()
  return { kind: 'sample', id: sampleId, name, ownerId: halley.user.id, projectId, grantees: [], madeFrom, state: { place: 'live' } }
}

/** The sample of a drawing as it will be. */
export function sampleOf(halley: Halley, request: DrawingRequest): Sample {
  return sampleToBe(
    halley,
    request,
    request.from.map(({ runId }) => runId),
  )
}

const noRun: Fault = makeFault('sample.noRun', 'Expected at least one run, or a sample, to draw sources from, found none.', {
  hint: 'Name runs, such as --from lmc (./halley status lists them), or a sample, such as --of bright (./halley sample list).',
})

/** The versions that are meant, each once. */
async function versionsOf(halley: Halley, from: readonly RunVersion[]): Promise<Result<readonly ReadVersion[]>> {
  if (from.length === 0) return failure(noRun)
  const found = new Map<string, ReadVersion>()
  for (const one of from) {
    const run = await findRun(halley, one.run)
    if (!run.ok) return run
    const version = await readVersion(halley, run.value, one.version)
    if (!version.ok) return version
    found.set(`${run.value.id} ${version.value.version}`, version.value)
  }
  return success([...found.values()])
}

/**
 * Makes what a user chose into a request that stands by itself, after asking whether they may.
 *
 * @returns `sample.noRun`, the faults of names, of finding runs and versions, and the refusals of the rules
 */
export async function makeRequest(halley: Halley, choice: SampleChoice): Promise<Result<DrawingRequest>> {
  const versions = await versionsOf(halley, choice.from)
  if (!versions.ok) return versions
  const projectId = await targetProject(halley, choice.project)
  if (!projectId.ok) return projectId
  const { name, description = '', query, predecessorId = null } = choice
  const from = versions.value.map(({ run, version }) => ({ runId: run.id, version }))
  const request = { sampleId: randomUUID(), name, description, projectId: projectId.value, from, query, predecessorId }
  const refused = await createFault(halley, sampleOf(halley, request), description)
  return refused ? failure(refused) : success(request)
}
