import { refuse } from '../../fault/fault.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findUserByAccount, findUserByName } from '../../store/catalogue/people.ts'

const maxLength = 64
/** No sign that a terminal would act on, no space at the ends, nothing that would be read as an option. */
const form = /^[^\s\p{C}-][^\p{C}]*(?<!\s)$/u

/** @throws `Refusal` with `user.name` for a text that is no name, `user.nameTaken` for the name of another */
export async function refuseUserName(transaction: Catalogue, name: string): Promise<void> {
  if (!form.test(name) || name.length > maxLength) {
    refuse('user.name', `User name ${JSON.stringify(name)}: expected 1 to ${maxLength} characters on one line, no space or - in front.`, {
      hint: 'Choose another name, such as maria.',
      data: { name },
    })
  }
  if (!(await findUserByName(transaction, name))) return
  refuse('user.nameTaken', `User name ${name}: expected a name that no user has, found a user of that name.`, {
    hint: 'Choose another name.',
    data: { name },
  })
}

/** @throws `Refusal` with `user.accountTaken` where the account acts as another user */
export async function refuseAccount(transaction: Catalogue, account: string): Promise<void> {
  const other = await findUserByAccount(transaction, account)
  if (!other) return
  refuse('user.accountTaken', `Account ${account}: expected an account that is nobody's, found that of user ${other.name}.`, {
    hint: `Leave out --account, or rename that user: ./halley user rename ${other.name} NEW`,
    data: { account, name: other.name },
  })
}
