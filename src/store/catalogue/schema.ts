import type { RunPlace, RunWork } from '../../lifecycle/runState.ts'
import type { ItemKind, MemberRole, Project } from '../../lifecycle/state.ts'
import type { ReferenceCatalogueRow, SavedQueryRow } from './exploreSchema.ts'
import type { IdentityRow, KeptReplyRow, PasswordRow, SessionRow, SignInLinkRow } from './signInSchema.ts'

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
  readonly workers: WorkerRow
  readonly sharedTasks: SharedTaskRow
  readonly configurations: ConfigurationRow
  readonly fileFingerprints: FileFingerprintRow
  readonly audit: AuditRow
  readonly tokens: TokenRow
  readonly members: MemberRow
  readonly notices: NoticeRow
  readonly settings: { readonly name: string; readonly value: string }
  readonly resultFiles: ResultFileRow
  readonly imageHolders: { readonly imageId: string; readonly userId: string; readonly at: string }
  readonly operationImages: { readonly operationId: string; readonly imageId: string }
  readonly uses: UseRow
  readonly samples: DrawnRow
  readonly analyses: DrawnRow
  readonly sampleOrigins: SampleOriginRow
  readonly analysisOrigins: AnalysisOriginRow
  readonly shares: ShareRow
  readonly trashEntries: TrashEntryRow
  readonly trashSwept: { readonly entryId: string; readonly itemId: string; readonly position: number }
  readonly holds: HoldRow
  readonly purges: PurgeRow
  readonly purgeObjects: PurgeObjectRow
  readonly tombstones: TombstoneRow
  readonly sourceAnchors: { readonly id: string; readonly runId: string; readonly sourceId: number }
  readonly measurementAnchors: { readonly id: string; readonly imageId: string; readonly measurementId: number }
  readonly tags: { readonly id: string; readonly name: string }
  readonly comments: RemarkRow & { readonly text: string }
  readonly favourites: RemarkRow & { readonly text: string }
  readonly tagLinks: RemarkRow & { readonly tagId: string }
  readonly auditSeals: AuditSealRow
  readonly sessions: SessionRow
  readonly passwords: PasswordRow
  readonly signInLinks: SignInLinkRow
  readonly identities: IdentityRow
  readonly keptReplies: KeptReplyRow
  readonly savedQueries: SavedQueryRow
  readonly referenceCatalogues: ReferenceCatalogueRow
}

export interface UserRow {
  readonly id: string
  readonly name: string
  /** Account of the operating system that the CLI acts as. */
  readonly account: string | null
  readonly createdAt: string
  /** 1, or 0 for a user who may do nothing any more. */
  readonly isActive: number
  readonly isAdministrator: number
  /** Where notices go by mail; null: nowhere. */
  readonly email: string | null
}

export interface TokenRow {
  readonly id: string
  readonly userId: string
  readonly name: string
  /** SHA-256 of the secret, which is shown once and not kept. */
  readonly secretHash: string
  /** JSON list of scopes. */
  readonly scopes: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export interface MemberRow {
  readonly projectId: string
  readonly userId: string
  readonly role: MemberRole
}

/** What a user is told: that an administrator acted on what is theirs, that something is purged soon. */
export interface NoticeRow {
  readonly id: string
  readonly userId: string
  readonly at: string
  readonly kind: string
  readonly words: string
  readonly subjectId: string
  readonly readAt: string | null
  /** When it went out by mail; null: not, or not yet. */
  readonly mailedAt: string | null
}

export interface ProjectRow {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly createdAt: string
  readonly description: string
  readonly use: Project['use']
  /** Days in Trash; 0: until somebody purges it; null: as the server is set. */
  readonly retentionDays: number | null
  readonly place: RunPlace
  readonly entryId: string | null
  readonly revision: number
  readonly updatedAt: string
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
  readonly place: RunPlace
  /** The purge that is removing it. */
  readonly purgeId: string | null
  /** The state of its measurements file that was hashed last; null: not known. */
  readonly measurementStamp: string | null
}

export type ImageFileRole = 'image' | 'catalogue' | 'noise' | 'background'

export interface ImageFileRow {
  readonly imageId: string
  readonly role: ImageFileRole
  /** What the path is relative to: `/`, the root of the host's files. */
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
  /** The trash entry that it is in. */
  readonly entryId: string | null
  /** The operation that holds it while it is at work. */
  readonly operationId: string | null
  /** While it is Restoring: the version whose content comes back, and what the run was before. */
  readonly revertTarget: number | null
  readonly revertBefore: string | null
  /** How many of its newest versions its own rule keeps; null: all. */
  readonly keepVersions: number | null
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
  readonly place: RunPlace
  /** When files of it were found missing or altered; null: whole, as far as is known. */
  readonly missingSince: string | null
}

export interface ResultFileRow {
  readonly resultId: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** The state of the file that was hashed last: device, inode, size and times; null: not known. */
  readonly stamp: string | null
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
  readonly place: RunPlace
  readonly entryId: string | null
  /** The version whose content a restore brought back. */
  readonly restoredFrom: number | null
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
  /** What was asked for, as JSON: all that a worker needs to do it. */
  readonly request: string
  /** The run, sample, analysis, project or purge that it is about; null for work on none. */
  readonly subjectId: string | null
  /** Given by who asked: the same key asks for the same operation. */
  readonly idempotencyKey: string | null
  /** What came of it, as JSON. */
  readonly outcome: string | null
  /** Name of its log among those of its run. */
  readonly log: string | null
  /** 1 where any worker may take it up; 0 where the process that asked for it works on it itself. */
  readonly isDetached: number
  /** How many of its attempts ended with a worker that died. */
  readonly lost: number
}

/** A process that takes up what waits. */
export interface WorkerRow {
  /** Host, number and start of the process. */
  readonly name: string
  /** JSON list of the queues that it takes from; null: all. */
  readonly queues: string | null
  /** Operations that it does at once. */
  readonly concurrency: number
  /** Parts of an operation that it does at once. */
  readonly threads: number
  readonly startedAt: string
  /** What it is to the queue of a cluster, such as `slurm 17`; null where it is none of its. */
  readonly job: string | null
  /** Until when it is taken to be there without saying so again. */
  readonly leaseUntil: string
}

/** A part of an operation at work that any worker may do. */
export interface SharedTaskRow {
  readonly operationId: string
  /** Of the operation: parts that an earlier attempt offered are nobody's. */
  readonly attempt: number
  readonly ticket: number
  readonly name: string
  readonly state: 'offered' | 'taken' | 'done'
  readonly worker: string | null
  readonly leaseUntil: string | null
  /** Name of the file with what came of it. */
  readonly answer: string | null
}

/** An operation that reads an item: it is not purged meanwhile. */
export interface UseRow {
  readonly operationId: string
  readonly itemId: string
  readonly words: string
}

/** A sample or an analysis. */
export interface DrawnRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly projectId: string
  readonly ownerId: string
  readonly place: RunPlace
  readonly entryId: string | null
  /** The query of a sample, the parameters of an analysis, as JSON. */
  readonly parameters: string
  readonly counts: string
  readonly manifestHash: string
  readonly files: number
  readonly bytes: number
  /** The sample that this one was drawn again from. */
  readonly predecessorId: string | null
  readonly codeVersion: string
  readonly revision: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface SampleOriginRow {
  readonly sampleId: string
  readonly runId: string
  readonly version: number
  readonly resultId: string
}

/** One of `runId` and `sampleId` is given; with the run its version and result. */
export interface AnalysisOriginRow {
  readonly analysisId: string
  readonly runId: string | null
  readonly version: number | null
  readonly resultId: string | null
  readonly sampleId: string | null
}

/** `itemId` is the one of the three keys that is given. */
export interface ShareRow {
  readonly userId: string
  readonly itemId: string
  readonly runId: string | null
  readonly sampleId: string | null
  readonly analysisId: string | null
}

export interface TrashEntryRow {
  readonly id: string
  readonly rootKind: ItemKind | 'versions'
  /** The item, or the run of the versions. */
  readonly rootId: string
  /** JSON list of version numbers; null for an item. */
  readonly versions: string | null
  readonly cleared: string | null
  readonly byUserId: string
  readonly at: string
  readonly reason: string
  readonly purgeDue: string | null
  /** JSON list of days. */
  readonly noticesGiven: string
  readonly purgeId: string | null
}

export interface HoldRow {
  readonly id: string
  readonly itemId: string
  readonly version: number | null
  readonly byUserId: string
  readonly at: string
  readonly reason: string
}

export interface PurgeRow {
  readonly id: string
  readonly operationId: string | null
  readonly planHash: string
  /** The plan that is executed, as canonical text. */
  readonly plan: string
  readonly byUserId: string
  readonly reason: string
  readonly beganAt: string
  readonly endedAt: string | null
  readonly freedBytes: number | null
}

export type ObjectKind = 'image' | 'result' | 'run' | 'sample' | 'analysis'

/** One folder that a purge removes. */
export interface PurgeObjectRow {
  readonly purgeId: string
  readonly position: number
  readonly kind: ObjectKind
  readonly objectId: string
  /** Of a result: its run. */
  readonly runId: string | null
  readonly files: number
  readonly bytes: number
  readonly removedAt: string | null
}

/** What is left of an item that was purged. */
export interface TombstoneRow {
  readonly itemId: string
  readonly kind: ItemKind
  readonly name: string
  readonly ownerId: string
  readonly projectId: string | null
  readonly purgeId: string
  readonly purgedBy: string
  readonly purgedAt: string
  readonly reason: string
  readonly counts: string
  /** Manifest hashes of its results, as JSON. */
  readonly hashes: string
  readonly configurationHash: string | null
}

/** What somebody said about something: exactly one of the keys is given. */
export interface RemarkRow {
  readonly id: string
  readonly userId: string
  readonly at: string
  readonly projectId: string | null
  readonly runId: string | null
  readonly sampleId: string | null
  readonly analysisId: string | null
  readonly imageId: string | null
  readonly sourceAnchorId: string | null
  readonly measurementAnchorId: string | null
}

/** One link of the chain that seals the audit: its hash covers the event and the hash before it. */
export interface AuditSealRow {
  readonly position: number
  readonly auditId: string
  readonly previousHash: string
  readonly hash: string
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
