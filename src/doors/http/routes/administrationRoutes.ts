import { announce } from '../../../app/administration/announcement.ts'
import { listUserRecords } from '../../../app/administration/listUserRecords.ts'
import { listWorkers } from '../../../app/administration/listWorkers.ts'
import { showLimits } from '../../../app/administration/showLimits.ts'
import { showRetention } from '../../../app/administration/showRetention.ts'
import { showStorage } from '../../../app/administration/showStorage.ts'
import { showWorkerLog } from '../../../app/administration/showWorkerLog.ts'
import { verifyForAdministrator } from '../../../app/administration/verifyForAdministrator.ts'
import type { administrationEndpoints } from '../../../app/contract/api/administration.ts'
import { changeLimits } from '../../../app/operations/changeLimits.ts'
import { addUserAccount } from '../../../app/people/addUser.ts'
import { deactivateUser, reactivateUser, renameUser, setAdministrator } from '../../../app/people/changeUser.ts'
import { giveEverything } from '../../../app/people/giveEverything.ts'
import { makePasswordLink } from '../../../app/signIn/passwordLink.ts'
import { setServerRetention } from '../../../app/trash/serverRetention.ts'
import { releaseSweep } from '../../../app/trash/sweepDue.ts'
import { setStorageLimit } from '../../../app/usage/storageLimit.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { ownOrigin } from '../guard/ownOrigin.ts'
import type { Routes } from '../routes.ts'

async function given<T, U>(result: Promise<Result<T>> | Result<T>, reply: (value: T) => U): Promise<Result<U>> {
  const settled = await result
  return settled.ok ? success(reply(settled.value)) : settled
}

export const administrationRoutes: Routes<typeof administrationEndpoints> = {
  listUsers: ({ halley }) => given(listUserRecords(halley), (users) => ({ users })),
  addUser: ({ halley, body }) => addUserAccount(halley, body),
  renameUser: ({ halley, params, body }) => renameUser(halley, params.user, body.name),
  setActive: ({ halley, params, body }) => (body.isActive ? reactivateUser : deactivateUser)(halley, params.user),
  setAdministrator: ({ halley, params, body }) => setAdministrator(halley, params.user, body.isAdministrator),
  makePasswordLink: ({ halley, params, server, request }) =>
    given(makePasswordLink(halley, params.user), ({ userName, secret, expiresUtc }) => ({
      userName,
      url: `${ownOrigin(server, request)}/choose-password#${secret}`,
      expiresUtc,
    })),
  setStorageLimit: ({ halley, params, body }) => setStorageLimit(halley, params.user, body.maxBytes),
  giveEverything: ({ halley, params, body }) => giveEverything(halley, { from: params.user, ...body }),
  showStorage: ({ halley }) => showStorage(halley),
  showRetention: ({ halley }) => showRetention(halley),
  setRetention: ({ halley, body }) => given(setServerRetention(halley, body.days), (days) => ({ days })),
  releaseSweep: ({ halley, body }) =>
    given(releaseSweep(halley, { reason: body.reason, confirmedHash: body.planHash }), ({ purgeIds }) => ({ purgeIds })),
  listWorkers: ({ halley }) => given(listWorkers(halley), (workers) => ({ workers })),
  showWorkerLog: ({ halley, query }) => given(showWorkerLog(halley, query.job), (lines) => ({ lines })),
  showLimits: ({ halley }) => showLimits(halley),
  changeLimits: ({ halley, body }) => changeLimits(halley, body),
  announce: ({ halley, body }) => given(announce(halley, body.words), (words) => ({ words })),
  verifyHistory: ({ halley, body }) =>
    given(verifyForAdministrator(halley, body.expectedHead), ({ sealed, unsealed, head }) => ({ sealed, unsealed, head })),
}
