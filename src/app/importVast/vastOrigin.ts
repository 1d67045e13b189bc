import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { InputImage } from '../config/validate.ts'
import { vastPlace } from '../../store/vast/vastFiles.ts'
import type { VastRun } from '../../store/vast/listVastRuns.ts'

const originSchema = z.object({
  system: z.literal('VAST Pipeline'),
  /** As the log of the processing says; null where that is gone. */
  version: z.string().nullable(),
  /** The folder of the run. */
  path: z.string(),
  /** Its name there. */
  name: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })).readonly(),
})

/** Where an imported result comes from, as its manifest has it. */
export type VastOrigin = Readonly<z.infer<typeof originSchema>>

/** The origin that a manifest tells of; null where it tells of none. */
export function originOfManifest(manifest: unknown): VastOrigin | null {
  return z.object({ origin: originSchema }).safeParse(manifest).data?.origin ?? null
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** What the inputs hashes of everything that was taken over from one run begin with. */
export function originPrefix(run: VastRun): string {
  return `vast:${digest(vastPlace(run)).slice(0, 16)}:`
}

/** The inputs hash of a result that was taken over: no processing gives it. */
export function originHash(run: VastRun, { files }: VastOrigin): string {
  return originPrefix(run) + digest(files)
}

/** What is not as it was when the run was taken over, in words. */
export function originDifferences(then: VastOrigin, now: VastOrigin): string[] {
  const [before, after] = [then, now].map(({ files }) => new Map(files.map(({ name, sha256 }) => [name, sha256])))
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `${name} is gone`)
  const changed = [...after].flatMap(([name, sha256]) => {
    const old = before.get(name)
    return old === sha256 ? [] : [`${name} ${old === undefined ? 'is new' : 'has changed'}`]
  })
  return [...changed, ...gone]
}

/** What makes an image the same in every run that shares it: the measurements that VAST has of it, and its maps. */
export function vastImageIdentity(name: string, measurementsSha256: string, { noisePath, backgroundPath }: InputImage): string {
  return digest(['VAST Pipeline', 1, name, measurementsSha256, noisePath, backgroundPath])
}
