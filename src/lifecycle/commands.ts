import type { Actor } from './rights.ts'
import type { Item, MemberRole } from './state.ts'

interface OfItem {
  readonly itemId: string
}

/** What a worker shows to act for an operation: its attempt's number is what fences off the presumed dead. */
interface OfAttempt extends OfItem {
  readonly operationId: string
  readonly attempt: number
}

interface OfWork extends OfItem {
  readonly operationId: string
  /** Images of the catalogue that it will read: kept while it lasts. */
  readonly imageIds: readonly string[]
}

interface OfTrash extends OfItem {
  /** The id of the trash entry that it makes. */
  readonly entryId: string
  /** Why, in the user's words; may be empty for what is one's own. */
  readonly reason: string
}

interface OfGrant extends OfItem {
  readonly userId: string
}

interface TrashItem extends OfTrash {
  /** Samples and analyses made from the run that are ticked to go along. */
  readonly companionIds: readonly string[]
}

/** What can be asked for, and what each needs to be told. Ids of new things come from the caller. */
export interface CommandData {
  readonly create: { readonly item: Item }

  readonly process: OfWork
  readonly addImages: OfWork
  readonly start: OfItem & { readonly operationId: string }
  /** `result`: a new one, or an earlier one of the run, of which that of the head publishes nothing; null for a restoring. */
  readonly complete: OfAttempt & { readonly result: { readonly id: string; readonly imageIds: readonly string[] } | null }
  readonly fail: OfAttempt
  /** A worker stops, or is gone, before the work is done: another goes on. */
  readonly handBack: OfAttempt
  readonly cancel: OfItem

  /** `version` null: the one that the dialog offers. */
  readonly revertVersion: OfItem & { readonly operationId: string; readonly version: number | null }
  readonly clear: OfTrash
  readonly trashVersions: OfTrash & { readonly versions: readonly number[] }

  readonly trash: TrashItem
  readonly cancelAndTrash: TrashItem
  readonly restoreFromTrash: {
    readonly entryId: string
    /** The project to restore into where the old one is not there; null: the old one. */
    readonly intoProjectId: string | null
    /** New names, by item, for those whose old one is taken. */
    readonly newNames: ReadonlyMap<string, string>
  }
  readonly takeOut: OfItem & { readonly intoProjectId: string; readonly newName: string | null }
  readonly purge: {
    readonly purgeId: string
    readonly entryIds: readonly string[]
    /** Of the plan as it is now, made from the state that the command is decided on. */
    readonly planHash: string
    /** Of the plan that the user saw and confirmed; that of the sweep for what is due. */
    readonly confirmedHash: string
    readonly reason: string
  }
  readonly purgeDone: { readonly purgeId: string }

  readonly rename: OfItem & { readonly newName: string }
  readonly move: OfItem & { readonly intoProjectId: string }
  /** How long what is trashed from now on stays in Trash, in days; 0: until somebody purges it; null: as the server is set. */
  readonly setRetention: OfItem & { readonly retentionDays: number | null }
  readonly transfer: OfItem & { readonly toUserId: string }
  /** Everything that a user has, in the trash or not: for somebody who goes. */
  readonly giveEverything: { readonly fromUserId: string; readonly toUserId: string; readonly reason: string }
  /** To a project as viewer or editor, to a single item as viewer. */
  readonly share: OfGrant & { readonly role: MemberRole }
  readonly unshare: OfGrant
  readonly leave: OfItem
  readonly hold: OfItem & { readonly holdId: string; readonly version: number | null; readonly reason: string }
  readonly release: { readonly holdId: string }
  readonly giveNotice: { readonly entryId: string; readonly daysBefore: number }

  /** Makes the user, or the run's operation, a holder of images. */
  readonly ingestImages: { readonly imageIds: readonly string[]; readonly holder: OfAttempt | null }
  /** Ends the user's hold on images; of them those that nothing keeps any more are purged. */
  readonly releaseImages: {
    readonly imageIds: readonly string[]
    readonly purgeId: string
    /** As of {@link CommandData.purge}. */
    readonly planHash: string
    readonly confirmedHash: string
  }
  readonly beginUse: OfItem & { readonly operationId: string; readonly words: string }
  readonly endUse: { readonly operationId: string }
}

export type CommandName = keyof CommandData

/** A command of one name, or of any. */
export type Command<Name extends CommandName = CommandName> = {
  readonly [N in Name]: { readonly name: N; readonly actor: Actor } & CommandData[N]
}[Name]
