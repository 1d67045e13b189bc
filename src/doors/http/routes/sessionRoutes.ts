import { codeVersion } from '../../../app/codeVersion.ts'
import type { sessionEndpoints } from '../../../app/contract/api/session.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const sessionRoutes: Routes<typeof sessionEndpoints> = {
  showSession: ({ halley: { user }, mode }) =>
    success({
      user: { id: user.id, name: user.name, isAdministrator: user.isAdministrator === 1 },
      mode,
      version: codeVersion,
      announcement: '',
    }),
}
