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
import { accountRoutes } from './routes/accountRoutes.ts'
import { activityRoutes } from './routes/activityRoutes.ts'
import { administrationRoutes } from './routes/administrationRoutes.ts'
import { analysesRoutes } from './routes/analysesRoutes.ts'
import { commentsRoutes } from './routes/commentsRoutes.ts'
import { deletedRoutes } from './routes/deletedRoutes.ts'
import { etaVRoutes } from './routes/etaVRoutes.ts'
import { downloadLinksRoutes } from './routes/downloadLinksRoutes.ts'
import { eventsRoutes } from './routes/eventsRoutes.ts'
import { exportsRoutes } from './routes/exportsRoutes.ts'
import { filesRoutes } from './routes/filesRoutes.ts'
import { holdsRoutes } from './routes/holdsRoutes.ts'
import { homeRoutes } from './routes/homeRoutes.ts'
import { imagesRoutes } from './routes/imagesRoutes.ts'
import { inboxRoutes } from './routes/inboxRoutes.ts'
import { itemsRoutes } from './routes/itemsRoutes.ts'
import { monitoringRoutes } from './routes/monitoringRoutes.ts'
import { operationsRoutes } from './routes/operationsRoutes.ts'
import { peopleRoutes } from './routes/peopleRoutes.ts'
import { plansRoutes } from './routes/plansRoutes.ts'
import { processingRoutes } from './routes/processingRoutes.ts'
import { projectsRoutes } from './routes/projectsRoutes.ts'
import { referencesRoutes } from './routes/referencesRoutes.ts'
import { runContentsRoutes } from './routes/runContentsRoutes.ts'
import { runDraftRoutes } from './routes/runDraftRoutes.ts'
import { runLogsRoutes } from './routes/runLogsRoutes.ts'
import { runRoutes } from './routes/runRoutes.ts'
import { samplesRoutes } from './routes/samplesRoutes.ts'
import { savedQueriesRoutes } from './routes/savedQueriesRoutes.ts'
import { sessionRoutes } from './routes/sessionRoutes.ts'
import { skyMapRoutes } from './routes/skyMapRoutes.ts'
import { sourceRemarksRoutes } from './routes/sourceRemarksRoutes.ts'
import { sourcesRoutes } from './routes/sourcesRoutes.ts'
import { sourceSurroundingsRoutes } from './routes/sourceSurroundingsRoutes.ts'
import { tablesRoutes } from './routes/tablesRoutes.ts'
import { trashRoutes } from './routes/trashRoutes.ts'
import { versionsRoutes } from './routes/versionsRoutes.ts'

/** Adds every group of calls to the server. */
export function addAllRoutes(server: HalleyServer): void {
  addRoutes(server, accountEndpoints, accountRoutes)
  addRoutes(server, activityEndpoints, activityRoutes)
  addRoutes(server, administrationEndpoints, administrationRoutes)
  addRoutes(server, analysesEndpoints, analysesRoutes)
  addRoutes(server, commentsEndpoints, commentsRoutes)
  addRoutes(server, deletedEndpoints, deletedRoutes)
  addRoutes(server, etaVEndpoints, etaVRoutes)
  addRoutes(server, downloadLinksEndpoints, downloadLinksRoutes)
  addRoutes(server, eventsEndpoints, eventsRoutes)
  addRoutes(server, exportsEndpoints, exportsRoutes)
  addRoutes(server, filesEndpoints, filesRoutes)
  addRoutes(server, holdsEndpoints, holdsRoutes)
  addRoutes(server, homeEndpoints, homeRoutes)
  addRoutes(server, imagesEndpoints, imagesRoutes)
  addRoutes(server, inboxEndpoints, inboxRoutes)
  addRoutes(server, itemsEndpoints, itemsRoutes)
  addRoutes(server, monitoringEndpoints, monitoringRoutes)
  addRoutes(server, operationsEndpoints, operationsRoutes)
  addRoutes(server, peopleEndpoints, peopleRoutes)
  addRoutes(server, plansEndpoints, plansRoutes)
  addRoutes(server, processingEndpoints, processingRoutes)
  addRoutes(server, projectsEndpoints, projectsRoutes)
  addRoutes(server, referencesEndpoints, referencesRoutes)
  addRoutes(server, runContentsEndpoints, runContentsRoutes)
  addRoutes(server, runDraftEndpoints, runDraftRoutes)
  addRoutes(server, runLogsEndpoints, runLogsRoutes)
  addRoutes(server, runEndpoints, runRoutes)
  addRoutes(server, samplesEndpoints, samplesRoutes)
  addRoutes(server, savedQueriesEndpoints, savedQueriesRoutes)
  addRoutes(server, sessionEndpoints, sessionRoutes)
  addRoutes(server, skyMapEndpoints, skyMapRoutes)
  addRoutes(server, sourceRemarksEndpoints, sourceRemarksRoutes)
  addRoutes(server, sourcesEndpoints, sourcesRoutes)
  addRoutes(server, sourceSurroundingsEndpoints, sourceSurroundingsRoutes)
  addRoutes(server, tablesEndpoints, tablesRoutes)
  addRoutes(server, trashEndpoints, trashRoutes)
  addRoutes(server, versionsEndpoints, versionsRoutes)
}
