import { accountEndpoints } from '../../app/contract/api/account.ts'
import { activityEndpoints } from '../../app/contract/api/activity.ts'
import { administrationEndpoints } from '../../app/contract/api/administration.ts'
import { analysesEndpoints } from '../../app/contract/api/analyses.ts'
import { commentsEndpoints } from '../../app/contract/api/comments.ts'
import { deletedEndpoints } from '../../app/contract/api/deleted.ts'
import { etaVEndpoints } from '../../app/contract/api/etaV.ts'
import { downloadLinksEndpoints } from '../../app/contract/api/downloadLinks.ts'
import { eventsEndpoints } from '../../app/contract/api/events.ts'
import { exportsEndpoints } from '../../app/contract/api/exports.ts'
import { filesEndpoints } from '../../app/contract/api/files.ts'
import { holdsEndpoints } from '../../app/contract/api/holds.ts'
import { homeEndpoints } from '../../app/contract/api/home.ts'
import { imagesEndpoints } from '../../app/contract/api/images.ts'
import { inboxEndpoints } from '../../app/contract/api/inbox.ts'
import { itemsEndpoints } from '../../app/contract/api/items.ts'
import { monitoringEndpoints } from '../../app/contract/api/monitoring.ts'
import { operationsEndpoints } from '../../app/contract/api/operations.ts'
import { peopleEndpoints } from '../../app/contract/api/people.ts'
import { plansEndpoints } from '../../app/contract/api/plans.ts'
import { processingEndpoints } from '../../app/contract/api/processing.ts'
import { projectsEndpoints } from '../../app/contract/api/projects.ts'
import { referencesEndpoints } from '../../app/contract/api/references.ts'
import { runContentsEndpoints } from '../../app/contract/api/runContents.ts'
import { runDraftEndpoints } from '../../app/contract/api/runDraft.ts'
import { runLogsEndpoints } from '../../app/contract/api/runLogs.ts'
import { runEndpoints } from '../../app/contract/api/runs.ts'
import { samplesEndpoints } from '../../app/contract/api/samples.ts'
import { savedQueriesEndpoints } from '../../app/contract/api/savedQueries.ts'
import { sessionEndpoints } from '../../app/contract/api/session.ts'
import { skyMapEndpoints } from '../../app/contract/api/skyMap.ts'
import { sourceRemarksEndpoints } from '../../app/contract/api/sourceRemarks.ts'
import { sourcesEndpoints } from '../../app/contract/api/sources.ts'
import { sourceSurroundingsEndpoints } from '../../app/contract/api/sourceSurroundings.ts'
import { tablesEndpoints } from '../../app/contract/api/tables.ts'
import { trashEndpoints } from '../../app/contract/api/trash.ts'
import { versionsEndpoints } from '../../app/contract/api/versions.ts'
import { addRoutes } from './addRoutes.ts'
import type { HalleyServer } from './httpServer.ts'

/** Adds every group of calls to the server. What answers them is loaded when the first one comes: most of it waits long for that. */
export function addAllRoutes(server: HalleyServer): void {
  addRoutes(server, accountEndpoints, async () => (await import('./routes/accountRoutes.ts')).accountRoutes)
  addRoutes(server, activityEndpoints, async () => (await import('./routes/activityRoutes.ts')).activityRoutes)
  addRoutes(server, administrationEndpoints, async () => (await import('./routes/administrationRoutes.ts')).administrationRoutes)
  addRoutes(server, analysesEndpoints, async () => (await import('./routes/analysesRoutes.ts')).analysesRoutes)
  addRoutes(server, commentsEndpoints, async () => (await import('./routes/commentsRoutes.ts')).commentsRoutes)
  addRoutes(server, deletedEndpoints, async () => (await import('./routes/deletedRoutes.ts')).deletedRoutes)
  addRoutes(server, etaVEndpoints, async () => (await import('./routes/etaVRoutes.ts')).etaVRoutes)
  addRoutes(server, downloadLinksEndpoints, async () => (await import('./routes/downloadLinksRoutes.ts')).downloadLinksRoutes)
  addRoutes(server, eventsEndpoints, async () => (await import('./routes/eventsRoutes.ts')).eventsRoutes)
  addRoutes(server, exportsEndpoints, async () => (await import('./routes/exportsRoutes.ts')).exportsRoutes)
  addRoutes(server, filesEndpoints, async () => (await import('./routes/filesRoutes.ts')).filesRoutes)
  addRoutes(server, holdsEndpoints, async () => (await import('./routes/holdsRoutes.ts')).holdsRoutes)
  addRoutes(server, homeEndpoints, async () => (await import('./routes/homeRoutes.ts')).homeRoutes)
  addRoutes(server, imagesEndpoints, async () => (await import('./routes/imagesRoutes.ts')).imagesRoutes)
  addRoutes(server, inboxEndpoints, async () => (await import('./routes/inboxRoutes.ts')).inboxRoutes)
  addRoutes(server, itemsEndpoints, async () => (await import('./routes/itemsRoutes.ts')).itemsRoutes)
  addRoutes(server, monitoringEndpoints, async () => (await import('./routes/monitoringRoutes.ts')).monitoringRoutes)
  addRoutes(server, operationsEndpoints, async () => (await import('./routes/operationsRoutes.ts')).operationsRoutes)
  addRoutes(server, peopleEndpoints, async () => (await import('./routes/peopleRoutes.ts')).peopleRoutes)
  addRoutes(server, plansEndpoints, async () => (await import('./routes/plansRoutes.ts')).plansRoutes)
  addRoutes(server, processingEndpoints, async () => (await import('./routes/processingRoutes.ts')).processingRoutes)
  addRoutes(server, projectsEndpoints, async () => (await import('./routes/projectsRoutes.ts')).projectsRoutes)
  addRoutes(server, referencesEndpoints, async () => (await import('./routes/referencesRoutes.ts')).referencesRoutes)
  addRoutes(server, runContentsEndpoints, async () => (await import('./routes/runContentsRoutes.ts')).runContentsRoutes)
  addRoutes(server, runDraftEndpoints, async () => (await import('./routes/runDraftRoutes.ts')).runDraftRoutes)
  addRoutes(server, runLogsEndpoints, async () => (await import('./routes/runLogsRoutes.ts')).runLogsRoutes)
  addRoutes(server, runEndpoints, async () => (await import('./routes/runRoutes.ts')).runRoutes)
  addRoutes(server, samplesEndpoints, async () => (await import('./routes/samplesRoutes.ts')).samplesRoutes)
  addRoutes(server, savedQueriesEndpoints, async () => (await import('./routes/savedQueriesRoutes.ts')).savedQueriesRoutes)
  addRoutes(server, sessionEndpoints, async () => (await import('./routes/sessionRoutes.ts')).sessionRoutes)
  addRoutes(server, skyMapEndpoints, async () => (await import('./routes/skyMapRoutes.ts')).skyMapRoutes)
  addRoutes(server, sourceRemarksEndpoints, async () => (await import('./routes/sourceRemarksRoutes.ts')).sourceRemarksRoutes)
  addRoutes(server, sourcesEndpoints, async () => (await import('./routes/sourcesRoutes.ts')).sourcesRoutes)
  addRoutes(
    server,
    sourceSurroundingsEndpoints,
    async () => (await import('./routes/sourceSurroundingsRoutes.ts')).sourceSurroundingsRoutes,
  )
  addRoutes(server, tablesEndpoints, async () => (await import('./routes/tablesRoutes.ts')).tablesRoutes)
  addRoutes(server, trashEndpoints, async () => (await import('./routes/trashRoutes.ts')).trashRoutes)
  addRoutes(server, versionsEndpoints, async () => (await import('./routes/versionsRoutes.ts')).versionsRoutes)
}
