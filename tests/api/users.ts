// Users of a server who sign in.
import { addUserAccount } from '../../src/app/people/addUser.ts'
import { choosePassword, makePasswordLink } from '../../src/app/signIn/passwordLink.ts'
import { valueOf } from '../store/exampleStore.ts'
import type { Browser, OpenServer } from './openServer.ts'

export const goodPassword = 'orbit lantern pewter seventeen'

/** Adds a user who has a password. @returns their id */
export async function addUserWithPassword({ keeper }: OpenServer, name: string, isAdministrator = false): Promise<string> {
  const { id } = valueOf(await addUserAccount(keeper, { name, account: null, isAdministrator }))
  const { secret } = valueOf(await makePasswordLink(keeper, name))
  valueOf(await choosePassword(keeper, { secret, userName: null, password: goodPassword, client: 'test' }))
  return id
}

/** A browser in which a new user has signed in. */
export async function signedIn(server: OpenServer, name: string, isAdministrator = false): Promise<Browser> {
  await addUserWithPassword(server, name, isAdministrator)
  const browser = server.browser()
  const answer = await browser.ask('/api/sign-in', { method: 'POST', body: { name, password: goodPassword } })
  if (answer.status !== 200) throw new Error(`${name} was not signed in: ${answer.text}`)
  return browser
}
