import { success, type Result } from '../../fault/fault.ts'
import { entangledWith, namesOfSources, relationsAmong } from '../../store/explore/relationGraph.ts'
import type { RelationGraph } from '../contract/sourceSurroundings.ts'
import type { Halley } from '../halley.ts'
import { findSource, type SourceQuestion } from './showSource.ts'

/** More than this no eye follows; the rest is told as a number. */
const mostSources = 60

/** The sources that a source is entangled with, directly and over one other, and how. */
export async function showRelations(halley: Halley, question: SourceQuestion): Promise<Result<RelationGraph>> {
  const found = await findSource(halley, question)
  if (!found.ok) return found
  const { run, version } = found.value
  const folder = halley.store.paths.result(run.id, version.result.id)
  const direct = await entangledWith(folder, [question.source])
  const further = await entangledWith(folder, direct)
  const all = [...new Set([question.source, ...direct, ...further])]
  const shown = all.slice(0, mostSources)
  const [rows, edges] = await Promise.all([namesOfSources(folder, shown), relationsAmong(folder, shown)])
  const near = new Set(direct)
  return success({
    run: run.name,
    source: question.source,
    sources: rows.map((row) => {
      const id = Number(row.id)
      const distance = id === question.source ? 0 : near.has(id) ? 1 : 2
      const position = { raDeg: Number(row.wavg_ra), decDeg: Number(row.wavg_dec) }
      return { id, name: String(row.name), ...position, measurements: Number(row.n_meas), distance }
    }),
    edges,
    left: all.length - shown.length,
  })
}
