import { may, type Actor } from '../rights.ts'
import type { Holder } from '../reach.ts'
import type { State } from '../state.ts'
import type { Plan, PlannedItem } from './plan.ts'

/** A list of which a user sees a part, and of the rest the number. */
export interface PartlySeen<T> {
  readonly seen: readonly T[]
  readonly restricted: number
}

/** A plan as one user is shown it: what they may not see is a count. */
export interface PlanView extends Omit<Plan, 'goes' | 'stays' | 'skipped'> {
  readonly goes: Omit<Plan['goes'], 'items' | 'comments'> & {
    readonly items: PartlySeen<PlannedItem>
    readonly commentsOfOthers: number
  }
  readonly stays: Omit<Plan['stays'], 'images' | 'madeFrom' | 'trashedAlone'> & {
    readonly images: readonly { readonly id: string; readonly name: string; readonly because: PartlySeen<Holder> }[]
    readonly madeFrom: PartlySeen<PlannedItem>
    readonly trashedAlone: PartlySeen<PlannedItem>
  }
  readonly skipped: Plan['skipped']
}

function partly<T>(values: readonly T[], isSeen: (value: T) => boolean): PartlySeen<T> {
  const seen = values.filter(isSeen)
  return { seen, restricted: values.length - seen.length }
}

/** Hides from a plan what its reader may not read. Counts and bytes stay whole: they are of the reader's own act. */
export function planSeenBy(state: State, actor: Actor, plan: Plan): PlanView {
  const canRead = (id: string) => {
    const item = state.items.get(id)
    return item !== undefined && may(state, actor, 'read', item) === 'allowed'
  }
  const isItemSeen = ({ id }: PlannedItem) => canRead(id)
  const isHolderSeen = (holder: Holder) =>
    holder.kind === 'ingest' ? actor.kind === 'user' && (actor.isAdministrator || holder.userId === actor.userId) : canRead(holder.runId)
  const { items, comments, ...goes } = plan.goes
  const { images, madeFrom, trashedAlone, ...stays } = plan.stays
  const isOthers = ({ authorId }: { authorId: string }) => actor.kind !== 'user' || authorId !== actor.userId
  const commentsOfOthers = comments.filter(isOthers).reduce((total, { count }) => total + count, 0)
  return {
    ...plan,
    goes: { ...goes, items: partly(items, isItemSeen), commentsOfOthers },
    stays: {
      ...stays,
      images: images.map((image) => ({ ...image, because: partly(image.because, isHolderSeen) })),
      madeFrom: partly(madeFrom, isItemSeen),
      trashedAlone: partly(trashedAlone, isItemSeen),
    },
  }
}
