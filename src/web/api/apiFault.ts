import type { FaultReply } from '../../app/contract/api/faultReply.ts'

/** A refusal of the server, or of the network, as every page shows it. */
export class ApiFault extends Error {
  readonly status: number
  readonly code: string
  readonly hint: string
  readonly retryable: boolean
  readonly data: Readonly<Record<string, unknown>>

  constructor(status: number, { error: { code, message, hint, retryable, data } }: FaultReply) {
    super(message)
    this.name = 'ApiFault'
    this.status = status
    this.code = code
    this.hint = hint
    this.retryable = retryable
    this.data = data
  }
}

/** What a page shows while the server does not answer. */
export function serverAway(): ApiFault {
  return new ApiFault(0, {
    error: {
      code: 'http.away',
      message: 'The server does not answer.',
      hint: 'This page goes on by itself when it is back. On your own machine: ./halley serve',
      retryable: true,
      data: {},
    },
  })
}

/** Whether the server answers and its database does not: what was asked is asked again until it does. */
export function isDatabaseAway(error: unknown): error is ApiFault {
  return error instanceof ApiFault && error.code === 'catalogue.away'
}

/** Whether it is known what became of a request; else it may have been done, and is sent again with the same key. */
export function wasAnswered({ status }: ApiFault): boolean {
  return status !== 0
}
