import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { hashFile } from '../../store/files/hashFile.ts'
import { isMissing } from '../../store/files/isMissing.ts'
import { documentText } from '../../store/publishing/documentText.ts'
import { readDocument } from '../../store/publishing/readDocument.ts'
import type { AnalysisRerun } from '../contract/analysis.ts'
import type { ProgressListener } from '../contract/progress.ts'
import { codeVersion } from '../codeVersion.ts'
import { beginUses } from '../drawn/beginUses.ts'
import { originStates } from '../drawn/originStates.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import type { Assignment } from '../operations/assignment.ts'
import { performOperation } from '../operations/performOperation.ts'
import { submitOperation, type Submitted } from '../operations/submitOperation.ts'
import type { Workbench } from '../operations/workbench.ts'
import { StageReporter } from '../process/stageReporter.ts'
import type { AnalysisDocument } from './analysisDocument.ts'
import { analysisSubject } from './analysisSubject.ts'
import { etaVParametersSchema } from '../contract/etaVParameters.ts'
import { analyse } from './runAnalysis.ts'

/** What a rerun is asked for, as the catalogue keeps it. */
export const rerunRequest = z.object({ analysisId: z.string() })

type RerunRequest = z.infer<typeof rerunRequest>

const manifestSchema = z.object({ files: z.array(z.object({ name: z.string(), sha256: z.string() })) })

const documentName = 'analysis.json'

interface Frozen {
  readonly name: string
  readonly document: AnalysisDocument
  /** By the names of the files. */
  readonly hashes: ReadonlyMap<string, string>
}

async function frozenOf(halley: Halley, analysisId: string): Promise<Result<Frozen>> {
  const found = await findItem(halley, 'analysis', analysisId)
  if (!found.ok) return found
  const folder = halley.store.paths.analysis(found.value.id)
  const document = await readDocument<AnalysisDocument>(folder, documentName)
  if (!document.ok) return document
  const manifest = await readDocument<unknown>(folder, 'manifest.json')
  if (!manifest.ok) return manifest
  const { files } = manifestSchema.parse(manifest.value)
  return success({ name: found.value.name, document: document.value, hashes: new Map(files.map(({ name, sha256 }) => [name, sha256])) })
}

function goneFault(name: string, { of }: AnalysisDocument, remark: string) {
  const title = of.kind === 'run' ? `version ${of.version} of run ${of.name}` : `sample ${of.name}`
  return makeFault('analysis.originGone', `Analysis ${name}: expected ${title} to read it again, found that ${remark}.`, {
    hint: 'The analysis itself stays as it is: ./halley analysis show. What is in Trash can be restored from there.',
    data: { id: of.id },
  })
}

/** What it was made of, if that is there still, under the name that it had. */
async function sameSubject(halley: Halley, { name, document }: Frozen) {
  const { of, condition = null } = document
  const { remark = 'it was deleted' } = (await originStates(halley, [of.id])).get(of.id) ?? {}
  if (remark !== '') return failure(goneFault(name, document, remark))
  const asked = of.kind === 'run' ? ({ ...of, query: of.query ?? '' } as const) : of
  const subject = await analysisSubject(halley, asked, condition)
  if (!subject.ok) return subject
  const { manifest: _, ...words } = of
  return success({ ...subject.value, words: words.kind === 'run' ? { ...words, query: words.query ?? '' } : words })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Of a file that is not made any more: none. */
async function hashOf(path: string): Promise<string> {
  try {
    return (await hashFile(path)).sha256
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

/** Computes it again, and compares. */
async function compare(halley: Halley, frozen: Frozen, bench: Workbench): Promise<Result<AnalysisRerun>> {
  const subject = await sameSubject(halley, frozen)
  if (!subject.ok) return subject
  const { document, hashes } = frozen
  const again = await analyse(etaVParametersSchema.parse(document.parameters), subject.value, bench)
  if (!again.ok) return again
  const others = [...hashes.keys()].filter((file) => file !== documentName)
  const now = new Map([[documentName, sha256(documentText(again.value))]])
  for (const file of others) now.set(file, await hashOf(join(bench.attempt.resultFolder, file)))
  const files = [...hashes].map(([name, hash]) => ({ name, hash, isSame: now.get(name) === hash }))
  const isSameInput = again.value.of.manifest === document.of.manifest
  return success({
    name: frozen.name,
    files,
    isSame: files.every(({ isSame }) => isSame),
    isSameInput,
    madeWith: document.codeVersion,
    rerunWith: codeVersion,
  })
}

async function rerunAtBench(halley: Halley, { analysisId }: RerunRequest, bench: Workbench, onProgress: ProgressListener) {
  const frozen = await frozenOf(halley, analysisId)
  if (!frozen.ok) return frozen
  const reporter = new StageReporter((event) => {
    bench.report(event)
    onProgress(event)
  })
  const ids = [analysisId, frozen.value.document.of.id]
  const { remark = '' } = (await originStates(halley, ids)).get(frozen.value.document.of.id) ?? {}
  const used = await beginUses(halley, bench.attempt.claim.id, remark === '' ? ids : [analysisId], `rerun of analysis ${frozen.value.name}`)
  if (!used.ok) return used
  return reporter.run(
    'analysis',
    1,
    () => compare(halley, frozen.value, bench),
    (outcome) => (outcome.ok ? (outcome.value.isSame ? 'the same bytes' : 'other bytes') : 'refused'),
  )
}

/** Reruns an analysis that a worker was asked for. */
export function performRerun({ halley, request, bench }: Assignment<RerunRequest>): Promise<Result<AnalysisRerun>> {
  return rerunAtBench(halley, request, bench, () => {})
}

/** Asks for a rerun, for a worker to do. */
export async function submitRerun(halley: Halley, nameOrId: string): Promise<Result<Submitted>> {
  const found = await findItem(halley, 'analysis', nameOrId)
  if (!found.ok) return found
  const { id } = found.value
  return submitOperation(halley, { kind: 'rerun', run: null, subjectId: id, request: { analysisId: id } })
}

/**
 * Makes an analysis again from what it was made of, beside it, and tells whether it comes to the same bytes. Nothing is
 * kept of it.
 *
 * @returns `analysis.originGone` where its run or sample is not live, `version.unknown` where the version is not, `interrupted`
 */
export async function rerunAnalysis(
  halley: Halley,
  nameOrId: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: ProgressListener },
): Promise<Result<AnalysisRerun>> {
  const found = await findItem(halley, 'analysis', nameOrId)
  if (!found.ok) return found
  const request = { analysisId: found.value.id }
  const operation = {
    kind: 'rerun',
    run: null,
    subjectId: found.value.id,
    request,
    threads: 1,
    signal,
    outcomeOf: (rerun: AnalysisRerun) => rerun,
  } as const
  return performOperation(halley, operation, (bench) => rerunAtBench(halley, request, bench, onProgress))
}
