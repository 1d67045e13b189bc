import { z } from 'zod'
import {
  pruningPlanSchema,
  restoredRunSchema,
  restorePlanSchema,
  sourceChangesSchema,
  trashedVersionsSchema,
  versionGlanceSchema,
  versionSummarySchema,
} from '../version.ts'
import { changePointsSchema, changesPageSchema, changesQuerySchema } from '../versionChanges.ts'
import { tableFormatSchema } from '../tableFile.ts'
import { endpoints } from './endpoint.ts'
import { runParams } from './runs.ts'

const number = z.coerce.number().int().min(1)
const keepLast = z.number().int().min(1)
const pair = z.object({ from: number, to: number })

const common = { tag: 'Versions', access: 'signedIn', params: runParams } as const

export const versionsEndpoints = endpoints({
  listVersions: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/versions',
    summary: 'The history of a run, newest version first',
    reply: z.object({
      versions: z.array(versionSummarySchema),
      keepLast: z.number().nullable().describe('How many of its newest versions the rule of the run keeps; null: all'),
    }),
  },
  previewRestore: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/restore-plan',
    summary: 'What Restore Run would change',
    query: z.object({
      to: number.optional().describe('Default: the version before the last change; after a failed processing, the one shown'),
    }),
    reply: restorePlanSchema,
  },
  restoreRun: {
    ...common,
    method: 'POST',
    path: '/api/runs/:run/restore',
    summary: 'Restore Run: show an earlier version again, as a new version',
    description: 'Nothing is deleted: restore to the version that was shown before to undo it.',
    body: z.object({
      to: z.number().int().min(1).nullable().default(null).describe('Null: the version that is offered'),
      debug: z.boolean().default(false).describe('Also log each source that leaves or comes back'),
    }),
    reply: restoredRunSchema,
  },
  compareVersions: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/compare',
    summary: 'What tells two versions apart: images, settings, counts',
    query: pair,
    reply: versionGlanceSchema,
  },
  compareSources: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/compare/sources',
    summary: 'What became of the sources from one version to another',
    description: 'Reads the tables of both versions: seconds for millions of sources. The first 500 of each kind are named.',
    query: pair,
    reply: sourceChangesSchema,
  },
  listChanges: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/compare/changes',
    summary: 'The sources that one kind of thing happened to from one version to another, some a call',
    query: changesQuerySchema.extend(pair.shape),
    reply: changesPageSchema,
  },
  exportChanges: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/compare/changes/export',
    summary: 'All sources that one kind of thing happened to from one version to another, as a file',
    query: changesQuerySchema.pick({ kind: true, sort: true, order: true }).extend({ ...pair.shape, format: tableFormatSchema }),
    reply: null,
    produces: 'application/octet-stream',
  },
  showChangePoints: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/compare/points',
    summary: 'Where the changed sources of two versions are, and their mean flux densities before and after, for plots',
    description: 'Of more than `most` changes, and of the sources without any, some are chosen by their ids: the same each time.',
    query: pair.extend({ most: z.coerce.number().int().min(0).max(50_000).default(10_000) }),
    reply: changePointsSchema,
  },
  planVersionRule: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/version-rule',
    summary: 'What keeping only the newest versions would move to Trash',
    query: z.object({ keepLast: z.coerce.number().int().min(1) }),
    reply: pruningPlanSchema,
  },
  setVersionRule: {
    ...common,
    method: 'PUT',
    path: '/api/runs/:run/version-rule',
    summary: 'Keep the newest versions alone, from now on; null: all',
    body: z.object({ keepLast: keepLast.nullable() }),
    reply: trashedVersionsSchema,
  },
  trashVersions: {
    ...common,
    method: 'POST',
    path: '/api/runs/:run/versions/trash',
    summary: 'Move versions that are not shown to Trash',
    body: z.object({ versions: z.array(z.number().int().min(1)).min(1), reason: z.string().max(1000).default('') }),
    reply: trashedVersionsSchema,
  },
})
