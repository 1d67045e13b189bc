import { capital } from './things.ts'

/** An act as its refusals and failures name it, and what is true because it was not done. */
const acts = {
  move: ['Move to Trash', 'Nothing was moved.'],
  delete: ['Delete permanently', 'Nothing was deleted.'],
  empty: ['Empty Trash', 'Nothing was deleted.'],
  restore: ['Restore from Trash', 'It is still in Trash.'],
  revert: ['Restore Run', 'The run shows what it showed.'],
  leave: ['Leave', 'Nothing was changed.'],
  hold: ['Hold', 'Nothing is held.'],
  lift: ['Lift the hold', 'It is still held.'],
  retry: ['Retry', 'It is still Deleting.'],
} as const

export type ActName = keyof typeof acts

const nextSteps: Readonly<Record<string, string>> = {
  'run.busy': 'Wait until its work is done, or cancel it first.',
  'right.denied': 'Ask its owner. What is not yours you can leave.',
  'right.reason': 'Say why: its owner reads it.',
  'right.scope': 'Sign in on this site, or use a token with that scope.',
  'trash.held': 'Who set the hold, its owner or an administrator can lift it.',
  'trash.inUse': 'Wait until that is done, then try again.',
  'trash.empty': 'What is there is held or in use: open it to see why.',
  'trash.project': 'Restore its project first, or restore this into your own.',
  'trash.run': 'Restore the run first.',
  'trash.swept': 'Restore or delete what it went with: it follows.',
  'trash.owners': 'Delete the items of each owner apart, with a reason for each.',
  'trash.days': 'Give a whole number of days; 0 keeps it until somebody deletes it.',
  'plan.changed': 'Look at what would go now, and confirm that.',
  'item.notFound': 'It may have been deleted, or is no longer shared with you.',
  'item.gone': 'See Deleted for what is left of it.',
  'item.state': 'Somebody was faster: look at the list as it is now.',
  'item.personal': 'Delete what is in it instead.',
  'item.companion': 'Take it from the selection.',
  'version.head': 'Restore another version first.',
  'version.unknown': 'Look at the history of the run as it is now.',
  'hold.notFound': 'It was lifted already.',
  'grant.pointless': 'It stays in your lists.',
  'purge.ended': 'It is gone already.',
  'http.away': 'Try again when the server is back: what was asked is done once at most.',
  'http.rate': 'Wait a minute.',
}

const inTheWay = ['removal', 'store', 'system', 'file']

interface FaultWords {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** What to do about a refusal, as this site says it. */
export function nextStep({ code, hint }: Pick<FaultWords, 'code' | 'hint'>): string {
  const known = nextSteps[code]
  if (known) return known
  if (inTheWay.some((prefix) => code.startsWith(`${prefix}.`))) return 'Remove what is in the way, then Retry. What is left is safe.'
  return hint.includes('./halley') ? '' : hint
}

/** Why an act was refused or failed: what is true now, why, and what to do. */
export function refusedWords(act: ActName, fault: FaultWords): { readonly title: string; readonly why: string; readonly next: string } {
  const [label, state] = acts[act]
  const why = fault.message.startsWith(`${label}: `) ? capital(fault.message.slice(label.length + 2)) : fault.message
  const isLost = fault.code === 'http.away'
  return {
    title: isLost ? `${label}: no answer.` : `${label}: ${state.charAt(0).toLowerCase()}${state.slice(1)}`,
    why,
    next: nextStep(fault),
  }
}
