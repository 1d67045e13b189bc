import { accountEndpoints } from './account.ts'
import { activityEndpoints } from './activity.ts'
import { administrationEndpoints } from './administration.ts'
import { analysesEndpoints } from './analyses.ts'
import { commentsEndpoints } from './comments.ts'
import { deletedEndpoints } from './deleted.ts'
import { etaVEndpoints } from './etaV.ts'
import { downloadLinksEndpoints } from './downloadLinks.ts'
import { eventsEndpoints } from './events.ts'
import { exportsEndpoints } from './exports.ts'
import { filesEndpoints } from './files.ts'
import { holdsEndpoints } from './holds.ts'
import { homeEndpoints } from './home.ts'
import { imagesEndpoints } from './images.ts'
import { inboxEndpoints } from './inbox.ts'
import { itemsEndpoints } from './items.ts'
import { monitoringEndpoints } from './monitoring.ts'
import { operationsEndpoints } from './operations.ts'
import { peopleEndpoints } from './people.ts'
import { plansEndpoints } from './plans.ts'
import { processingEndpoints } from './processing.ts'
import { projectsEndpoints } from './projects.ts'
import { referencesEndpoints } from './references.ts'
import { runContentsEndpoints } from './runContents.ts'
import { runDraftEndpoints } from './runDraft.ts'
import { runLogsEndpoints } from './runLogs.ts'
import { runEndpoints } from './runs.ts'
import { samplesEndpoints } from './samples.ts'
import { savedQueriesEndpoints } from './savedQueries.ts'
import { sessionEndpoints } from './session.ts'
import { skyMapEndpoints } from './skyMap.ts'
import { sourceRemarksEndpoints } from './sourceRemarks.ts'
import { sourcesEndpoints } from './sources.ts'
import { sourceSurroundingsEndpoints } from './sourceSurroundings.ts'
import { tablesEndpoints } from './tables.ts'
import { trashEndpoints } from './trash.ts'
import { versionsEndpoints } from './versions.ts'

/** Every call of the HTTP API, by name. */
export const api = {
  ...accountEndpoints,
  ...activityEndpoints,
  ...administrationEndpoints,
  ...analysesEndpoints,
  ...commentsEndpoints,
  ...deletedEndpoints,
  ...etaVEndpoints,
  ...downloadLinksEndpoints,
  ...eventsEndpoints,
  ...exportsEndpoints,
  ...filesEndpoints,
  ...holdsEndpoints,
  ...homeEndpoints,
  ...imagesEndpoints,
  ...inboxEndpoints,
  ...itemsEndpoints,
  ...monitoringEndpoints,
  ...operationsEndpoints,
  ...peopleEndpoints,
  ...plansEndpoints,
  ...processingEndpoints,
  ...projectsEndpoints,
  ...referencesEndpoints,
  ...runContentsEndpoints,
  ...runDraftEndpoints,
  ...runLogsEndpoints,
  ...runEndpoints,
  ...samplesEndpoints,
  ...savedQueriesEndpoints,
  ...sessionEndpoints,
  ...skyMapEndpoints,
  ...sourceRemarksEndpoints,
  ...sourcesEndpoints,
  ...sourceSurroundingsEndpoints,
  ...tablesEndpoints,
  ...trashEndpoints,
  ...versionsEndpoints,
} as const

export type Api = typeof api

export type CallName = keyof Api
