/** What a client process is told when it starts. */
export interface ClientOrder {
  readonly userName: string
  readonly seed: number
  readonly journal: string
  /** Its acts are numbered from here on: no two of one journal have the same number. */
  readonly firstNumber: number
  readonly configurations: readonly string[]
}

/** A client that could not come to the store, or had to leave it. */
export const awayExitCode = 75
