import { checkConfiguration, composeConfiguration } from '../../../app/config/composeConfiguration.ts'
import type { filesEndpoints } from '../../../app/contract/api/files.ts'
import { browseFolder, listRoots, matchFiles } from '../../../app/inputs/browseFiles.ts'
import type { Routes } from '../routes.ts'

export const filesRoutes: Routes<typeof filesEndpoints> = {
  listRoots: ({ halley, mode }) => listRoots(halley, mode),
  listFolder: ({ mode, query }) => browseFolder(mode, query),
  matchFiles: ({ mode, body }) => matchFiles(mode, body.paths),
  composeConfiguration: ({ halley, body }) => composeConfiguration(halley, body),
  checkConfiguration: ({ halley, body }) => checkConfiguration(halley, body),
}
