import type { Answer } from './expectations.ts'

const answerByCode: Readonly<Record<string, Answer>> = {
  'item.notFound': 'unseen',
  'right.denied': 'no',
  'right.signIn': 'sign in',
  'right.deactivated': 'inactive',
  'right.scope': 'scope',
  'grant.pointless': 'pointless',
}

/** What a code of a refusal means in the table; null: it was done. */
export function answerOfCode(code: string | null): Answer {
  if (code === null) return 'yes'
  return answerByCode[code] ?? 'not now'
}

/** Whether an answer is the one that is expected; `never` is any refusal for who somebody is. */
export function isExpected(found: Answer, expected: Answer): boolean {
  if (expected !== 'never') return found === expected
  return ['no', 'unseen', 'sign in', 'inactive', 'scope'].includes(found)
}
