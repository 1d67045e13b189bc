import { systemFault } from './systemFault.ts'

/**
 * A refusal as a value. Every room that can say no returns one; bugs throw.
 *
 * `message` says what was expected, what was found and where (file, key, row). `hint` is the next thing to do,
 * as a sentence or a command to type.
 */
export interface Fault {
  /** Stable, dotted, lower case: the room's subject, then the reason, such as `fits.truncated`. */
  readonly code: string
  readonly message: string
  readonly hint: string
  /** True where the same call may succeed later without any change by the caller. */
  readonly retryable: boolean
  /** What a program needs to react: paths, counts, expected and found values. */
  readonly data: Readonly<Record<string, unknown>>
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault }

export function success<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function failure(fault: Fault): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault }
}

export interface FaultDetails {
  readonly hint: string
  readonly retryable?: boolean
  readonly data?: Readonly<Record<string, unknown>>
}

export function makeFault(code: string, message: string, details: FaultDetails): Fault {
  return { code, message, hint: details.hint, retryable: details.retryable ?? false, data: details.data ?? {} }
}

/**
 * Carries a fault out of deep parsing code to the room's public function, which turns it into a result with
 * {@link settle}. It never crosses a room's border, but for a fault of the catalogue: every statement may have one, and
 * it goes up to the use case or the door.
 */
export class Refusal extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.name = 'Refusal'
    this.fault = fault
  }
}

/** Throws a {@link Refusal}: for parsers, where a result at every byte would bury the grammar. */
export function refuse(code: string, message: string, details: FaultDetails): never {
  throw new Refusal(makeFault(code, message, details))
}

/** The fault of an error that is no bug: a refusal of ours, or one of the operating system. */
function faultOf(error: unknown): Fault | undefined {
  return error instanceof Refusal ? error.fault : systemFault(error)
}

/** Runs `work`; a refusal thrown inside, or what the system refused, becomes a failed result, any other error is a bug and goes on. */
export async function settle<T>(work: () => T | Promise<T>): Promise<Result<T>> {
  try {
    return success(await work())
  } catch (error) {
    const fault = faultOf(error)
    if (fault) return failure(fault)
    throw error
  }
}

/** {@link settle} for work that gives a result itself. */
export async function settleResult<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  const settled = await settle(work)
  return settled.ok ? settled.value : settled
}

/** {@link settle} for work that needs no promise. */
export function settleSync<T>(work: () => T): Result<T> {
  try {
    return success(work())
  } catch (error) {
    const fault = faultOf(error)
    if (fault) return failure(fault)
    throw error
  }
}
