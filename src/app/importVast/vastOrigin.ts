import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { InputImage } from '../config/validate.ts'
import { vastPlace } from '../../store/vast/vastFiles.ts'
import type { VastRun } from '../../store/vast/listVastRuns.ts'
import type { VastRunRecord } from '../../store/vast/vastDatabase.ts'

const originSchema = z.object({
  system: z.literal('VAST Pipeline'),
  /** As the log of the processing says; null where that is gone. */
  version: z.string().nullable(),
  /** The folder of the run. */
  path: z.string(),
  /** Its name there. */
  name: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })).readonly(),
  /** What its database had of the run; null where that was not read. */
  database: z.object({ sha256: z.string(), comments: z.number(), tags: z.number(), favourites: z.number() }).nullable(),
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
export function originHash(run: VastRun, { files, database }: VastOrigin): string {
  return originPrefix(run) + digest([files, database])
}

/** What a manifest keeps of the database. */
export function databaseOrigin(record: VastRunRecord): NonNullable<VastOrigin['database']> {
  const { comments, tags, favourites } = record
  const content = { ...record, sourceNames: [...record.sourceNames] }
  return { sha256: digest(content), comments: comments.length, tags: tags.length, favourites: favourites.length }
}

function fileDifferences(then: VastOrigin, now: VastOrigin): string[] {
  const [before, after] = [then, now].map(({ files }) => new Map(files.map(({ name, sha256 }) => [name, sha256])))
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `${name} is gone`)
  const changed = [...after].flatMap(([name, sha256]) => {
    const old = before.get(name)
    return old === sha256 ? [] : [`${name} ${old === undefined ? 'is new' : 'has changed'}`]
  })
  return [...changed, ...gone]
}

const remarkKinds = ['comments', 'tags', 'favourites'] as const

/** None where the database is not read now. */
function databaseDifferences({ database: then }: VastOrigin, { database: now }: VastOrigin): string[] {
  if (now === null || then?.sha256 === now.sha256) return []
  if (then === null) return ['its database was not read when it was imported']
  const counts = remarkKinds.filter((kind) => then[kind] !== now[kind]).map((kind) => `${now[kind]} ${kind}, ${then[kind]} then`)
  return counts.length > 0 ? counts : ['comments, tags, favourites, names or the owner in the database have changed']
}

/** What is not as it was when the run was taken over, in words. */
export function originDifferences(then: VastOrigin, now: VastOrigin): string[] {
  return [...fileDifferences(then, now), ...databaseDifferences(then, now)]
}

/** What makes an image the same in every run that shares it: the measurements that VAST has of it, and its maps. */
export function vastImageIdentity(name: string, measurementsSha256: string, { noisePath, backgroundPath }: InputImage): string {
  return digest(['VAST Pipeline', 1, name, measurementsSha256, noisePath, backgroundPath])
}
