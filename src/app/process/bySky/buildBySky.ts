import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { settle, settleResult, success, type Result } from '../../../fault/fault.ts'
import { inheritSourceIds, type InheritedIds } from '../../../pipeline/identity/inheritSourceIds.ts'
import type { NewSources } from '../../../pipeline/newSources/newSources.ts'
import { rowNumbers } from '../../../pipeline/sortByKey.ts'
import type { ForcedPoints } from '../../../pipeline/statistics/lightCurves.ts'
import { appearedSources } from '../appearedSources.ts'
import { builtResult } from '../builtResult.ts'
import type { MeasuredImage } from '../measureMissing.ts'
import { measureStage } from '../measureStage.ts'
import { mostInPart, type MemoryPlan } from '../memoryPlan.ts'
import type { BuildInput, BuiltResult } from '../science.ts'
import { sourceNames } from '../sourceNames.ts'
import { threadDuckDb } from '../threadDuckDb.ts'
import type { Workplace } from '../workplace.ts'
import { writeTables } from '../writeTables.ts'
import { associateParts, type PartedSources } from './associateParts.ts'
import { describeParts } from './describeParts.ts'
import { membersOfRun, type IdentifiedMembers } from './membersOfRun.ts'
import { partDetections, type PartedDetections } from './partedDetections.ts'
import { partedTables } from './partedTables.ts'

/** One processing by parts of the sky. */
interface Work {
  readonly input: BuildInput
  readonly plan: MemoryPlan
  readonly workplace: Workplace
  /** Of its own; removed afterwards. */
  readonly folder: string
}

interface Parted {
  readonly detections: PartedDetections
  readonly sources: PartedSources
}

async function associateStage({ input, plan, workplace, folder }: Work): Promise<Result<Parted>> {
  const { images, config, stop } = input
  const settings = config.sourceAssociation
  const { reporter } = workplace
  const count = images.reduce((sum, { measurementCount }) => sum + measurementCount, 0)
  const parting = { images, settings, folder, stop, mostInPart: (places: number) => mostInPart(count, places, plan) }
  return reporter.run<Result<Parted>>(
    'association',
    count,
    async (advance) => {
      const parted = await partDetections(await threadDuckDb(), parting)
      if (!parted.ok) return parted
      const detections = parted.value
      const limit = `${Math.round(plan.memoryBytes / 1e6)} MB`
      reporter.note(`${count} measurements do not fit into ${limit}: they are associated in ${detections.parts} parts of the sky.`)
      return success({ detections, sources: await associateParts(input, detections, folder, advance) })
    },
    (outcome) => (outcome.ok ? `${count} detections, ${outcome.value.sources.sourceCount} sources` : 'refused'),
  )
}

interface Looked {
  readonly measured: readonly MeasuredImage[]
  readonly forced: ForcedPoints
  readonly newSources: NewSources
}

async function lookStage({ input, workplace }: Work, { sources }: Parted): Promise<Result<Looked>> {
  const { positions, expected } = sources
  await workplace.reporter.run(
    'coverage',
    1,
    () => Promise.resolve(),
    () => `${expected.groupCount} places where a source was missed`,
  )
  const found = { detections: { fluxPeakMjy: sources.firstPeakMjy }, positions, expected }
  const looked = await measureStage(input, found, workplace)
  if (!looked.ok) return looked
  const { measured, forced } = looked.value
  return success({ measured, forced, newSources: appearedSources(input, { ...found, measured }) })
}

/** Without earlier versions ids are new, whoever belongs to a source. */
function nobody(sourceCount: number): IdentifiedMembers {
  const none = { source: new Int32Array(0), detection: new Int32Array(0) }
  return { associations: { sourceCount, ...none }, detections: { count: 0, id: new Float64Array(0) } }
}

/** Ids of the sources, and by number of a source its place among all by their ids. */
function identify({ input }: Work, { detections, sources }: Parted): InheritedIds & { readonly places: Int32Array } {
  const { earlier, nextSourceId } = input.ledger
  const members = earlier.length > 0 ? membersOfRun(detections, sources) : nobody(sources.sourceCount)
  const ids = inheritSourceIds(members.associations, members.detections, earlier, nextSourceId)
  const places = new Int32Array(sources.sourceCount)
  const byId = rowNumbers(sources.sourceCount).sort((a, b) => ids.sourceId[a] - ids.sourceId[b])
  for (let place = 0; place < byId.length; place++) places[byId[place]] = place
  return { ...ids, places }
}

async function buildInParts(work: Work): Promise<Result<BuiltResult>> {
  const { input, plan, workplace, folder } = work
  const associated = await associateStage(work)
  if (!associated.ok) return associated
  const parted = associated.value
  const looked = await lookStage(work, parted)
  if (!looked.ok) return looked
  const { forced } = looked.value
  const { sourceCount, positions } = parted.sources
  const { sourceId, nextSourceId, places } = identify(work, parted)
  const mostInRange = mostInPart(parted.detections.count, sourceCount, plan)
  const described = await workplace.reporter.run(
    'statistics',
    parted.detections.count,
    (advance) => describeParts({ build: input, ...parted, forced, places, mostInRange, folder }, advance),
    ({ pointCount }) => `${pointCount} points`,
  )
  const names = sourceNames(sourceId, positions, input.ledger.names)
  const science = { ...looked.value, sourceId, associations: parted.sources, names, positions, statistics: described.statistics }
  const written = await writeTables(input, science, partedTables(input, science, described), workplace)
  return written.ok ? success(builtResult(input, { ...science, detections: parted.detections, nextSourceId })) : written
}

/**
 * Builds a result whose measurements do not fit into memory: by parts of the sky that share no source, one after the other,
 * with what they hand on in files of the scratch folder. The tables have the bytes that building in memory gives.
 */
export async function buildBySky(input: BuildInput, plan: MemoryPlan, workplace: Workplace): Promise<Result<BuiltResult>> {
  const folder = join(input.scratch, `parts-${randomUUID()}`)
  try {
    return await settleResult(() => buildInParts({ input, plan, workplace, folder }))
  } finally {
    // What cannot be removed now is swept with the scratch folder of this process.
    await settle(() => rmSync(folder, { recursive: true, force: true }))
  }
}
