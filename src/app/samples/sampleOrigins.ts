import { sampleOriginsOf } from '../../store/catalogue/drawn.ts'
import { shownVersions } from '../../store/catalogue/versions.ts'
import type { SampleSummary } from '../contract/sample.ts'
import { originStates } from '../drawn/originStates.ts'
import type { Halley } from '../halley.ts'

type Origin = SampleSummary['origins'][number]

/** A version that a sample is from, by the name that its run had then. */
export interface KeptOrigin {
  readonly runId: string
  readonly run: string
  readonly version: number
}

interface KeptSample {
  readonly id: string
  readonly from: readonly KeptOrigin[]
}

/** What has become of the versions that samples are from, by the ids of the samples: whether their runs changed, are in the trash or gone. */
export async function sampleOrigins(halley: Halley, samples: readonly KeptSample[]): Promise<ReadonlyMap<string, readonly Origin[]>> {
  const { catalogue } = halley.store
  const runIds = [...new Set(samples.flatMap(({ from }) => from.map(({ runId }) => runId)))]
  const states = await originStates(halley, runIds)
  const heads = new Map((await shownVersions(catalogue, runIds)).map((version) => [version.runId, version]))
  const rows = await sampleOriginsOf(
    catalogue,
    samples.map(({ id }) => id),
  )
  const results = new Map(rows.map(({ sampleId, runId, version, resultId }) => [`${sampleId} ${runId} ${version}`, resultId]))
  return new Map(
    samples.map(({ id, from }) => {
      const origins = from.flatMap((origin): Origin[] => {
        const state = states.get(origin.runId)
        if (!state) return []
        const head = state.where === 'live' && state.canRead ? heads.get(origin.runId) : undefined
        const hasChanged = head !== undefined && head.resultId !== results.get(`${id} ${origin.runId} ${origin.version}`)
        return [{ ...origin, ...state, head: head?.number ?? null, hasChanged }]
      })
      return [id, origins]
    }),
  )
}
