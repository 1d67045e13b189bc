import { success, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { listAnalyses } from '../analyses/listAnalyses.ts'
import type { RunProducts } from '../contract/runContents.ts'
import type { Halley } from '../halley.ts'
import { listSamples } from '../samples/listSamples.ts'

/** The samples and analyses that were made from a run, as far as the user may see them. */
export async function runProducts(halley: Halley, run: RunRow): Promise<Result<RunProducts>> {
  const samples = await listSamples(halley)
  if (!samples.ok) return samples
  const analyses = await listAnalyses(halley)
  if (!analyses.ok) return analyses
  const drawn = samples.value.flatMap(({ id, name, owner, createdUtc, origins }) => {
    const versions = origins.filter(({ runId }) => runId === run.id).map(({ version }) => version)
    return versions.length === 0 ? [] : [{ kind: 'sample', id, name, owner, createdUtc, of: `version ${versions.join(', ')}` } as const]
  })
  const sampleIds = new Set<string>(drawn.map(({ id }) => id))
  const studied = analyses.value.flatMap(({ id, name, owner, createdUtc, of: subject }) => {
    const isOfRun = subject.kind === 'run' && subject.id === run.id
    if (!isOfRun && !sampleIds.has(subject.id)) return []
    const of = subject.kind === 'run' ? `version ${subject.version}` : `sample ${subject.name}`
    return [{ kind: 'analysis', id, name, owner, createdUtc, of } as const]
  })
  const made = [...drawn, ...studied].toSorted((a, b) => (a.createdUtc < b.createdUtc ? 1 : -1))
  return success({ made })
}
