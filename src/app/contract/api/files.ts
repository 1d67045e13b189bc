import { z } from 'zod'
import { checkedConfigurationSchema, checkSchema, composeSchema } from '../checkedConfiguration.ts'
import { folderListingSchema, folderQuerySchema, matchedImagesSchema, rootListSchema } from '../inputFiles.ts'
import { endpoints } from './endpoint.ts'

export const filesEndpoints = endpoints({
  listRoots: {
    method: 'GET',
    path: '/api/files/roots',
    summary: 'The folders of this host whose files runs may be made of',
    description:
      'Set with `HALLEY_ROOTS`, such as `survey=/data/survey:/scratch/images`; without it a laptop has one, `/`, and a server with accounts none: then no configuration may name a file there.',
    tag: 'Files',
    access: 'signedIn',
    reply: rootListSchema,
  },
  listFolder: {
    method: 'GET',
    path: '/api/files/folder',
    summary: 'What is in a folder below a root',
    description:
      'Links are followed where they lead to something inside a root, and left out where they do not. Hidden files are left out.',
    tag: 'Files',
    access: 'signedIn',
    query: folderQuerySchema,
    reply: folderListingSchema,
  },
  matchFiles: {
    method: 'POST',
    path: '/api/files/match',
    summary: 'Images with the catalogues, noise maps and background maps of their names',
    description:
      'Of a folder: every image in it and in the folders below. Of an image: with what lies beside it. Of catalogues and maps: for the images among the rest.',
    tag: 'Files',
    access: 'signedIn',
    body: z.strictObject({
      paths: z.array(z.string().max(4096)).min(1).max(10_000).describe('Absolute paths of files and folders inside roots'),
    }),
    reply: matchedImagesSchema,
  },
  composeConfiguration: {
    method: 'POST',
    path: '/api/configurations',
    summary: 'The text of a configuration from inputs and settings, checked; nothing is kept',
    tag: 'Configurations',
    access: 'signedIn',
    body: composeSchema,
    reply: checkedConfigurationSchema,
  },
  checkConfiguration: {
    method: 'POST',
    path: '/api/configurations/check',
    summary: 'Everything that is wrong with the text of a configuration',
    tag: 'Configurations',
    access: 'signedIn',
    body: checkSchema,
    reply: checkedConfigurationSchema,
  },
})
