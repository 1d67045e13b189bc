/** Every reason for which the rules say no. Doors map them to exit codes and HTTP statuses. */
export type RefusalCode =
  | 'right.signIn'
  | 'right.deactivated'
  | 'right.scope'
  | 'right.denied'
  | 'right.reason'
  | 'item.notFound'
  | 'item.gone'
  | 'item.kind'
  | 'item.state'
  | 'item.personal'
  | 'item.companion'
  | 'name.empty'
  | 'name.taken'
  | 'run.busy'
  | 'run.superseded'
  | 'run.noHead'
  | 'version.unknown'
  | 'version.head'
  | 'version.none'
  | 'image.leaving'
  | 'trash.swept'
  | 'trash.project'
  | 'trash.run'
  | 'trash.held'
  | 'trash.inUse'
  | 'trash.empty'
  | 'trash.notDue'
  | 'trash.owners'
  | 'trash.days'
  | 'plan.changed'
  | 'grant.pointless'

/** A no, in the shape that all rooms share. `message` says what was expected and what was found, `hint` what to do next. */
export interface Refusal {
  readonly code: RefusalCode
  readonly message: string
  readonly hint: string
  /** True where the same command may succeed later without any change by the user. */
  readonly retryable: boolean
  readonly data: Readonly<Record<string, unknown>>
}

export function refusal(code: RefusalCode, message: string, hint: string, data: Readonly<Record<string, unknown>> = {}): Refusal {
  return { code, message, hint, retryable: false, data }
}

export function retryable(no: Refusal): Refusal {
  return { ...no, retryable: true }
}
