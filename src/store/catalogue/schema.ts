import type { RunPlace, RunWork } from '../../lifecycle/runState.ts'

/**
 * The tables of the catalogue as code sees them: columns in camelCase, times as ISO 8601 texts in UTC with
 * milliseconds, structures as JSON texts, ids as UUIDs.
 */
export interface CatalogueSchema {
  /** One row: how many migrations the catalogue has had. */
  readonly schemaVersion: { readonly version: number }
  readonly counters: { readonly name: string; readonly value: number }
  readonly users: UserRow
  readonly projects: ProjectRow
  readonly images: ImageRow
  readonly imageFiles: ImageFileRow
  readonly runs: RunRow
  readonly results: ResultRow
  readonly versions: VersionRow
  readonly resultImages: ResultImageRow
  readonly operations: OperationRow
  readonly configurations: ConfigurationRow
  readonly fileFingerprints: FileFingerprintRow
  readonly audit: AuditRow
}

export interface UserRow {
  readonly id: string
  readonly name: string
  /** Account of the operating system that the CLI acts as. */
  readonly account: string | null
  readonly createdAt: string
}

export interface ProjectRow {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly createdAt: string
}

export interface ImageRow {
  readonly id: string
  /** Handed out in list order; measurement ids start with it. */
  readonly number: number
  readonly name: string
  /** Name of its folder in `runs/images/`, unique: the image's name with `_` for `.`, and its number where that is taken. */
  readonly folder: string
  /** Hash of the input files' fingerprints, the ingest settings and the ingest version: what makes it the same image. */
  readonly contentHash: string
  readonly ingestSettings: string
  readonly ingestVersion: number
  readonly facts: string
  readonly measurementCount: number
  readonly measurementBytes: number
  readonly measurementHash: string
  readonly createdAt: string
}

export type ImageFileRole = 'image' | 'catalogue' | 'noise' | 'background'

export interface ImageFileRow {
  readonly imageId: string
  readonly role: ImageFileRole
  /** Name of the root that the path is relative to. */
  readonly root: string
  readonly path: string
  readonly bytes: number
  readonly fingerprint: string
}

export interface RunRow {
  readonly id: string
  readonly name: string
  /** What it is for; empty where nobody said. */
  readonly description: string
  readonly projectId: string
  readonly ownerId: string
  readonly place: RunPlace
  readonly work: RunWork
  readonly headVersion: number | null
  /** The highest number that a version ever had. */
  readonly lastVersion: number
  /** The highest id that a source ever had. */
  readonly lastSourceId: number
  /** How many ids of forced measurements were ever handed out. */
  readonly forcedCount: number
  /** Grows with every change: what a change was decided on. */
  readonly revision: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface ResultRow {
  readonly id: string
  readonly runId: string
  readonly configurationHash: string
  /** Hash of everything that the result is a function of. */
  readonly inputsHash: string
  readonly manifestHash: string
  readonly counts: string
  readonly codeVersion: string
  readonly createdAt: string
}

export type VersionKind = 'process' | 'addImages' | 'restore'

export interface VersionRow {
  readonly runId: string
  readonly number: number
  readonly resultId: string
  /** The version that was the head when this one was made. */
  readonly parentNumber: number | null
  readonly kind: VersionKind
  readonly madeBy: string
  readonly madeAt: string
  readonly operationId: string | null
}

export interface ResultImageRow {
  readonly resultId: string
  readonly imageId: string
  /** Place in the result's image list, from 0. */
  readonly position: number
  /** Epoch, from 0. */
  readonly epoch: number
}

export type OperationState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'

export interface OperationRow {
  readonly id: string
  readonly kind: string
  readonly runId: string | null
  readonly actorId: string
  readonly state: OperationState
  /** How often it was claimed: the fencing token of its worker. */
  readonly attempt: number
  readonly worker: string | null
  readonly leaseUntil: string | null
  readonly stage: string | null
  readonly progress: string | null
  readonly error: string | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export interface ConfigurationRow {
  readonly hash: string
  readonly text: string
  readonly createdAt: string
}

export interface FileFingerprintRow {
  readonly kind: string
  readonly device: string
  readonly inode: string
  readonly bytes: number
  readonly modifiedNs: string
  readonly changedNs: string
  readonly fingerprint: string
}

export interface AuditRow {
  /** A UUID of version 7: in the order of time. */
  readonly id: string
  readonly at: string
  readonly actorId: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly details: string
}
