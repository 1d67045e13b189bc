import type { FaultReply } from '../../app/contract/api/faultReply.ts'
import { faultKind, type FaultKind } from '../../app/contract/faultKind.ts'
import type { Fault } from '../../fault/fault.ts'
import { toldFault } from './databaseAway.ts'

const statusByKind: Readonly<Record<FaultKind, number>> = {
  input: 400,
  notFound: 404,
  conflict: 409,
  environment: 503,
  denied: 403,
  interrupted: 409,
}

/** Codes whose status says more than their kind. */
const statusByCode: Readonly<Record<string, number>> = {
  'item.gone': 410,
  'right.signIn': 401,
  'right.token': 401,
  'right.download': 401,
  'right.password': 401,
  'http.host': 421,
  'http.rate': 429,
  'http.size': 413,
  'http.type': 415,
}

/** The HTTP status of a refusal. */
export function faultStatus({ code }: Pick<Fault, 'code'>): number {
  return statusByCode[code] ?? statusByKind[faultKind(code)]
}

/** A refusal as every call gives it. */
export function faultReply(fault: Fault): FaultReply {
  const { code, message, hint, retryable, data } = toldFault(fault)
  return { error: { code, message, hint, retryable, data } }
}
