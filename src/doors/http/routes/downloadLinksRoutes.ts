import type { downloadLinksEndpoints } from '../../../app/contract/api/downloadLinks.ts'
import { makeDownloadLink } from '../../../app/sessions/downloadLink.ts'
import { failure, makeFault } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

const forBrowsers = makeFault('right.session', 'Expected somebody who is signed in with a browser, found a token.', {
  hint: 'Programs of your own read the address itself with their token: Authorization: Bearer hal_...',
})

export const downloadLinksRoutes: Routes<typeof downloadLinksEndpoints> = {
  makeDownloadLink: ({ halley, sessionId, body }) =>
    sessionId === null ? failure(forBrowsers) : makeDownloadLink(halley.store, sessionId, body.path, halley.now()),
}
