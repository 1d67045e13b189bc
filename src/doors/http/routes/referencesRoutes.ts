import type { referencesEndpoints } from '../../../app/contract/api/references.ts'
import { allowOutside } from '../../../app/outside/outsideSetting.ts'
import { resolveName } from '../../../app/outside/resolveName.ts'
import { showOutside } from '../../../app/outside/showOutside.ts'
import { crossMatch } from '../../../app/references/crossMatch.ts'
import { addReference, listReferences, removeReference } from '../../../app/references/references.ts'
import type { Routes } from '../routes.ts'

export const referencesRoutes: Routes<typeof referencesEndpoints> = {
  crossMatchSource: ({ halley, params, query }) => crossMatch(halley, { ...params, version: query.version }),
  showOutside: ({ halley, params, query }) => showOutside(halley, { ...params, version: query.version }),
  resolveName: ({ halley, query }) => resolveName(halley, query.name),
  listReferences: ({ halley }) => listReferences(halley),
  addReference: ({ halley, mode, body }) => addReference(halley, body, mode),
  removeReference: ({ halley, params }) => removeReference(halley, params.reference),
  allowOutside: ({ halley, body }) => allowOutside(halley, body.isAllowed),
}
