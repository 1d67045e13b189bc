import { z } from 'zod'
import { outsideObjectsSchema, outsideSettingSchema, resolvedNameSchema } from '../outside.ts'
import { addedReferenceSchema, crossMatchSchema, newReferenceSchema, referenceSchema } from '../reference.ts'
import { endpoints } from './endpoint.ts'

const common = { tag: 'Catalogues of others', access: 'signedIn' } as const
const params = z.object({ run: z.string(), source: z.coerce.number().int().min(0) })
const query = z.object({ version: z.coerce.number().int().min(1).optional() })
const base = '/api/administration'

const ofSources = endpoints({
  crossMatchSource: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/sources/:source/references',
    summary: 'What the reference catalogues have around a source',
    params,
    query,
    reply: crossMatchSchema,
  },
  showOutside: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/sources/:source/outside',
    summary: 'What SIMBAD and NED know around a source',
    description: 'They are asked by the server, and only where an administrator allows it. Answers are kept for a day.',
    params,
    query,
    reply: outsideObjectsSchema,
    mostPerMinute: 60,
  },
  resolveName: {
    ...common,
    method: 'GET',
    path: '/api/names',
    summary: 'The position of an object by its name',
    description: '403 `outside.forbidden` where no administrator allows the server to ask Sesame.',
    query: z.object({ name: z.string().trim().min(1).max(100) }),
    reply: resolvedNameSchema,
    mostPerMinute: 30,
  },
  listReferences: {
    ...common,
    method: 'GET',
    path: '/api/references',
    summary: 'The reference catalogues that sources are compared with',
    reply: z.object({ references: z.array(referenceSchema), mayAskOutside: z.boolean() }),
  },
})

const ofAdministrators = endpoints({
  addReference: {
    ...common,
    method: 'POST',
    path: `${base}/references`,
    summary: 'Add a reference catalogue from a file of the host',
    description: 'For administrators. The file is only read; its rows are kept in the store.',
    body: newReferenceSchema,
    status: 201,
    reply: addedReferenceSchema,
  },
  removeReference: {
    ...common,
    method: 'DELETE',
    path: `${base}/references/:reference`,
    summary: 'Remove a reference catalogue; the file that it was read from stays',
    params: z.object({ reference: z.string() }),
    reply: referenceSchema,
  },
  allowOutside: {
    ...common,
    method: 'PUT',
    path: `${base}/outside`,
    summary: 'Let the server ask SIMBAD, NED and Sesame, or no longer',
    body: outsideSettingSchema,
    reply: outsideSettingSchema,
  },
})

export const referencesEndpoints = endpoints({ ...ofSources, ...ofAdministrators })
