import type { Result } from '../../fault/fault.ts'
import { failure } from '../../fault/fault.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { Halley } from '../halley.ts'

const idForm = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The rules know users by their ids; people know them by their names. */
export async function withUserNames(halley: Halley, texts: readonly string[]): Promise<string[]> {
  const ids = texts.flatMap((text) => text.match(idForm) ?? [])
  const names = ids.length > 0 ? await userNames(halley.store.catalogue, ids) : new Map<string, string>()
  return texts.map((text) => text.replaceAll(idForm, (id) => names.get(id) ?? id))
}

/** A refusal of the rules with the names of users in its words. */
export async function named<T>(halley: Halley, result: Result<T>): Promise<Result<T>> {
  if (result.ok) return result
  const [message = '', hint = ''] = await withUserNames(halley, [result.fault.message, result.fault.hint])
  return failure({ ...result.fault, message, hint })
}
