import { failure, Refusal, refuse, settle, success, type Result } from '../../../fault/fault.ts'
import { userRefusal } from '../../../lifecycle/decide/ground.ts'
import { recordAudit } from '../../../store/catalogue/audit.ts'
import { changeTogether } from '../../../store/catalogue/changeTogether.ts'
import { revokeToken, tokensOf } from '../../../store/catalogue/tokens.ts'
import { actorOf } from '../../actor.ts'
import type { TokenSummary } from '../../contract/account.ts'
import type { Halley } from '../../halley.ts'
import { tokenSummary } from './tokenSummary.ts'

/** The tokens of the user, oldest first, those among them that can be used no more. */
export async function listTokens({ store, user, now }: Halley): Promise<Result<readonly TokenSummary[]>> {
  const no = userRefusal(actorOf(user), 'read')
  if (no) return failure(no)
  return success((await tokensOf(store.catalogue, user.id)).map((token) => tokenSummary(token, now())))
}

/** Ends a token of the user by its name or its id, at once and for ever. @returns `token.notFound` */
export function revokeOwnToken({ store, user, now }: Halley, nameOrId: string): Promise<Result<TokenSummary>> {
  const at = now().toISOString()
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const no = userRefusal(actorOf(user), 'write')
      if (no) throw new Refusal(no)
      const tokens = (await tokensOf(transaction, user.id)).filter(({ revokedAt }) => revokedAt === null)
      const token = tokens.find(({ id, name }) => id === nameOrId || name === nameOrId)
      if (!token) {
        return refuse('token.notFound', `Token ${nameOrId}: expected the name of a token of yours, found none of that name.`, {
          hint: 'List them: ./halley token list',
          data: { name: nameOrId },
        })
      }
      await revokeToken(transaction, token.id, at)
      const subject = { actorId: user.id, subjectKind: 'token', subjectId: token.id }
      await recordAudit(transaction, { at, action: 'tokenRevoked', ...subject, details: { name: token.name } })
      return tokenSummary({ ...token, revokedAt: at }, now())
    }),
  )
}
