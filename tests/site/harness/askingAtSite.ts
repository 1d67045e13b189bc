import { openSession } from '../../../src/app/sessions/openSession.ts'
import { sessionCookie } from '../../../src/doors/http/sessions/sessionCookie.ts'
import { askingAs, type Asking } from '../../api/asking.ts'
import type { SiteScene } from './siteScene.ts'

/** What a user asks of the server of a scene, as the pages of their browser do; default: who started it. */
export function askingAtSite({ halley, serving }: SiteScene, userId = halley.user.id): Promise<Asking> {
  const signIn = async () => `${sessionCookie}=${(await openSession(halley.store, userId, 'a test', new Date())).secret}`
  return askingAs({ address: serving.address, signIn }, halley)
}
