import { statSync } from 'node:fs'
import type { Result } from '../../fault/fault.ts'
import { findConfiguration } from '../../store/catalogue/configurations.ts'
import { allImages } from '../../store/catalogue/images.ts'
import { findResult, keptResults } from '../../store/catalogue/results.ts'
import { allRuns, findRun } from '../../store/catalogue/runs.ts'
import type { ResultRow, RunRow } from '../../store/catalogue/schema.ts'
import { findVersion, versionsOfResult } from '../../store/catalogue/versions.ts'
import { damagedImages, damagedResultFiles } from '../../store/integrity/checkFiles.ts'
import { damagedManifest } from '../../store/integrity/checkSealed.ts'
import { markMissing } from '../../store/integrity/markMissing.ts'
import { imagesWithoutFile } from '../../store/integrity/withoutFile.ts'
import { writeDraft, type Draft } from '../../store/runFolder.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type Finding } from './finding.ts'

async function nameOfResult({ store }: Halley, resultId: string, runId: string): Promise<string> {
  const numbers = (await versionsOfResult(store.catalogue, resultId)).map(({ number }) => number)
  const run = await findRun(store.catalogue, runId)
  return `version ${numbers.join(', ')} of run ${run?.name ?? runId}`
}

/** Brings a lost configuration back from the version that is shown. */
async function bringDraftBack({ store }: Halley, run: RunRow): Promise<Result<Draft> | null> {
  const head = run.headVersion === null ? undefined : await findVersion(store.catalogue, run.id, run.headVersion)
  const result = head && (await findResult(store.catalogue, head.resultId))
  const text = result && (await findConfiguration(store.catalogue, result.configurationHash))
  return text === undefined ? null : writeDraft(store, run.id, text, null)
}

async function checkDraft(halley: Halley, run: RunRow, { repair }: CheckOptions): Promise<Finding[]> {
  const path = halley.store.paths.draft(run.id)
  const there = statSync(path, { throwIfNoEntry: false })
  if (there?.isFile()) return []
  const found = finding('files', 'damage', `Run ${run.name} has no config.yaml${there ? ', but something else of that name' : ''}.`, [path])
  const back = repair ? await bringDraftBack(halley, run) : null
  return [back?.ok ? { ...found, repaired: 'brought back from the version that is shown' } : found]
}

/** Images of no version, which somebody keeps for later. */
async function checkHeld({ store }: Halley, told: readonly Finding[]): Promise<Finding[]> {
  const known = new Set(told.flatMap(({ paths }) => paths))
  const lost = await imagesWithoutFile(store, await allImages(store.catalogue))
  return lost
    .map(({ id, name }) => ({ name, path: store.paths.imageMeasurements(id) }))
    .filter(({ path }) => !known.has(path))
    .map(({ name, path }) =>
      finding('files', 'damage', `The measurements of image ${name} are missing or have another length: ingest it again.`, [path]),
    )
}

/** Results, images and configurations that the catalogue has and the disk has not. */
export async function checkFiles(halley: Halley, options: CheckOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { runId, resultId, paths } of await markMissing(halley.store, halley.now())) {
    const files = paths.length === 1 ? '1 file is missing or has' : `${paths.length} files are missing or have`
    const words = `${await nameOfResult(halley, resultId, runId)}: ${files} another length; it is marked.`
    findings.push(finding('files', 'damage', words, paths))
  }
  findings.push(...(await checkHeld(halley, findings)))
  for (const run of await allRuns(halley.store.catalogue)) {
    if (run.place === 'live' || run.place === 'trashed') findings.push(...(await checkDraft(halley, run, options)))
  }
  return findings
}

async function checkResult(halley: Halley, { id, runId, manifestHash }: ResultRow, seen: Set<string>): Promise<Finding[]> {
  const { store } = halley
  const files = [...(await damagedResultFiles(store, runId, id, true)), ...(await damagedImages(store, id, true, seen))]
  const manifest = await damagedManifest(store.paths.result(runId, id), manifestHash)
  // Tables that are missing are told of by the check of files.
  const damaged = [...files.filter(({ found }) => found !== 'missing'), ...(manifest ? [manifest] : [])]
  const altered = damaged.map(({ path }) => path)
  if (altered.length === 0) return []
  return [
    finding('hashes', 'damage', `${await nameOfResult(halley, id, runId)}: ${altered.length} files are not what was published.`, altered),
  ]
}

/** Files whose content is not what was published, each file hashed once. */
export async function checkHashes(halley: Halley): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const result of await keptResults(halley.store.catalogue)) findings.push(...(await checkResult(halley, result, seen)))
  return findings
}
