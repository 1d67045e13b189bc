// What each call of the API does to whom, in the words of the table of who may do what. Written by hand: it is what the
// calls are held to.
import type { CallName } from '../../src/app/contract/api/api.ts'
import type { Whereabouts } from '../../src/lifecycle/whereabouts.ts'
import type { Act, Subject } from '../permissions/expectations.ts'
import { keptName, logName } from '../permissions/science.ts'
import { entryId, holdId, homeOf, idOf, itemIds, names, operationId, secretWord, type UserName } from '../permissions/scene.ts'

type Kind = Exclude<Subject, 'store'>

/** What a call is given: the path with its query, and the body. */
export interface Given {
  readonly path: string
  readonly body?: unknown
}

/** A call that does something to one thing. */
export interface Ask {
  readonly act: Act
  readonly of: readonly Kind[]
  readonly given: (of: Kind, name: UserName, where: Whereabouts) => Given
  /** It acts on a running operation. */
  readonly whileRunning?: true
  /** It says what an act would do: who may see the thing may ask. */
  readonly isPlan?: true
  /** It confirms a plan that nobody was shown: refused for this at the latest. */
  readonly isGuess?: true
}

const kinds = ['project', 'run', 'sample', 'analysis'] as const
const members = ['run', 'sample', 'analysis'] as const
const [runPath, to] = [`/api/runs/${itemIds.run}`, `nia-${secretWord}`]

function ofRun(act: Act, path: string, body?: unknown): Ask {
  return { act, of: ['run'], given: () => ({ path: `${runPath}${path}`, body }) }
}

function ofItem(act: Act, of: readonly Kind[], path: string, body?: unknown): Ask {
  return { act, of, given: (kind) => ({ path: `/api/items/${itemIds[kind]}${path}`, body }) }
}

function reading(kind: 'project' | 'sample' | 'analysis', path = ''): Ask {
  const folder = { project: 'projects', sample: 'samples', analysis: 'analyses' }[kind]
  const given = () => ({ path: `/api/${folder}/${itemIds[kind]}${path}` })
  return { act: 'read', of: [kind], given }
}

/** Reading what runs have, of the run that is named. */
function ofSources(path: string): Ask {
  return { act: 'read', of: ['run'], given: () => ({ path: `/api${path}run=${itemIds.run}` }) }
}

const reason = 'because'

/** The trash entry of a thing, or the id of none where it has none. */
function entryOf(where: Whereabouts): string {
  return where === 'trashed' || where === 'purging' ? entryId : idOf('no entry')
}

function trashing(of: Kind) {
  return { itemIds: [itemIds[of]], reason }
}

/** Stands for the hash of the draft of the run. */
export const theDraft = 'the draft of the run'

const configText = 'inputs:\n  image: []\n'

/** Calls that are about one thing each. */
export const asks: Readonly<Partial<Record<CallName, Ask>>> = {
  showItem: ofItem('read', kinds, ''),
  renameItem: ofItem('rename', kinds, '/name', { name: 'renamed' }),
  describeItem: ofItem('edit', kinds, '/description', { description: 'new' }),
  moveItems: {
    act: 'move',
    of: members,
    given: (of, name) => ({ path: '/api/items/move', body: { items: [itemIds[of]], project: homeOf(name) } }),
  },
  shareItem: ofItem('share', kinds, `/shares/${to}`, { role: 'viewer' }),
  unshareItem: {
    act: 'unshare',
    of: kinds,
    given: (of) => ({ path: `/api/items/${itemIds[of]}/shares/${of === 'project' ? 'vic' : 'guy'}-${secretWord}` }),
  },
  transferItem: ofItem('transfer', kinds, '/transfer', { user: to }),

  showProject: reading('project'),
  createProject: { act: 'create', of: ['project'], given: () => ({ path: '/api/projects', body: { name: 'new' } }) },
  setProjectRetention: {
    act: 'setRetention',
    of: ['project'],
    given: () => ({ path: `/api/projects/${itemIds.project}/retention`, body: { days: 7 } }),
  },

  showRun: ofRun('read', ''),
  createRun: {
    act: 'create',
    of: ['run'],
    given: () => ({ path: '/api/runs', body: { name: 'new', project: itemIds.project, configText } }),
  },
  showRunSettings: ofRun('read', '/settings'),
  previewProcessing: ofRun('process', '/processing'),
  processRun: ofRun('process', '/process', {}),
  showDraft: ofRun('read', '/draft'),
  saveDraft: ofRun('edit', '/draft', { text: configText, basedOn: theDraft }),
  listLogs: ofRun('read', '/logs'),
  readLog: ofRun('read', `/logs/${logName}`),
  downloadLog: ofRun('read', `/logs/${logName}/file`),
  listComments: ofRun('read', '/comments'),
  addComment: ofRun('comment', '/comments', { text: 'new' }),
  listItemComments: ofItem('read', kinds, '/comments'),
  addItemComment: ofItem('comment', kinds, '/comments', { text: 'new' }),
  listRunFiles: ofRun('read', '/files'),
  downloadRunFile: ofRun('export', '/files/sources.parquet'),
  exportRun: ofRun('export', '/exports', {}),
  listRunImages: ofRun('read', '/images'),
  listMissingInputs: ofRun('read', '/missing-inputs'),
  listMeasurements: ofRun('read', '/measurements'),
  showRunSize: ofRun('read', '/size'),
  listRunProducts: ofRun('read', '/products'),
  listVersions: ofRun('read', '/versions'),
  previewRestore: ofRun('revertVersion', '/restore-plan'),
  restoreRun: ofRun('revertVersion', '/restore', { to: 1 }),
  compareVersions: ofRun('read', '/compare?from=1&to=2'),
  compareSources: ofRun('read', '/compare/sources?from=1&to=2'),
  exportChanges: ofRun('export', '/compare/changes/export?from=1&to=2&kind=added&format=csv'),
  exportMeasurements: ofRun('export', '/measurements/export?format=csv'),
  listChanges: ofRun('read', '/compare/changes?from=1&to=2&kind=added'),
  showChangePoints: ofRun('read', '/compare/points?from=1&to=2'),
  planVersionRule: ofRun('read', '/version-rule?keepLast=1'),
  setVersionRule: ofRun('trashVersions', '/version-rule', { keepLast: 1 }),
  trashVersions: ofRun('trashVersions', '/versions/trash', { versions: [1], reason }),
  cancelOperation: {
    act: 'cancel',
    of: ['run'],
    given: () => ({ path: `/api/operations/${operationId}/cancel` }),
    whileRunning: true,
  },

  planTrash: { act: 'trash', of: kinds, given: (of) => ({ path: '/api/plans/trash', body: { itemIds: [itemIds[of]] } }), isPlan: true },
  planClear: { act: 'clear', of: ['run'], given: () => ({ path: '/api/plans/clear', body: { runs: [itemIds.run] } }), isPlan: true },
  planPurge: {
    act: 'purge',
    of: kinds,
    given: (_of, _name, where) => ({ path: '/api/plans/purge', body: { entryIds: [entryOf(where)] } }),
    isPlan: true,
  },
  moveToTrash: { act: 'trash', of: kinds, given: (of) => ({ path: '/api/trash', body: trashing(of) }) },
  clearRuns: { act: 'clear', of: ['run'], given: () => ({ path: '/api/trash/versions-of-runs', body: { runs: [itemIds.run], reason } }) },
  restoreEntry: {
    act: 'restoreFromTrash',
    of: kinds,
    given: (_of, _name, where) => ({ path: `/api/trash/${entryOf(where)}/restore`, body: {} }),
  },
  purgeEntries: {
    act: 'purge',
    of: kinds,
    given: (_of, _name, where) => ({ path: '/api/trash/purge', body: { entryIds: [entryOf(where)], planHash: 'x', reason } }),
    isGuess: true,
  },
  deletePermanently: {
    act: 'trash',
    of: kinds,
    given: (of) => ({ path: '/api/trash/delete-permanently', body: { ...trashing(of), planHash: 'x' } }),
    isGuess: true,
  },
  leaveItem: { act: 'leave', of: kinds, given: (of) => ({ path: `/api/items/${itemIds[of]}/leave` }) },
  addHold: { act: 'hold', of: kinds, given: (of) => ({ path: '/api/holds', body: { itemId: itemIds[of], reason } }) },
  liftHold: { act: 'release', of: kinds, given: () => ({ path: `/api/holds/${holdId}` }) },

  showSource: ofRun('read', '/sources/1'),
  showSourceRemarks: ofRun('read', '/sources/1/remarks'),
  crossMatchSource: ofRun('read', '/sources/1/references'),
  showOutside: ofRun('read', '/sources/1/outside'),
  showBesideSource: ofRun('read', '/sources/1/beside'),
  showRelations: ofRun('read', '/sources/1/relations'),
  showNeighbours: ofRun('read', '/sources/1/neighbours'),
  listTags: ofRun('read', '/tags'),
  addSourceComment: ofRun('comment', '/sources/1/comments', { text: 'new' }),
  tagSource: ofRun('comment', '/sources/1/tags/new'),
  untagSource: ofRun('comment', '/sources/1/tags/new'),
  markFavourite: ofRun('comment', '/sources/1/favourite', { text: '' }),
  unmarkFavourite: ofRun('comment', '/sources/1/favourite'),
  listSources: ofSources('/sources?'),
  countSources: ofSources('/sources/count?'),
  listFootprints: ofSources('/sky/footprints?'),
  countOnSky: ofSources('/sky/density?'),
  showCutOut: ofRun('read', '/images/1/cutout?ra=30&dec=-30&size=30'),
  showKeptEdits: ofRun('read', `/draft/kept/${keptName}`),
  showImage: ofRun('read', '/images/1'),
  readImagePixels: ofRun('read', '/images/1/pixels?x=0&y=0&width=8&height=8'),
  showImageLimits: ofRun('read', '/images/1/limits?x=100&y=100&width=32&height=32'),
  showImageGrid: ofRun('read', '/images/1/grid?width=256&height=256'),
  listImageShapes: ofRun('read', '/images/1/shapes'),
  downloadImageFile: ofRun('export', '/images/1/file'),
  showMeasurement: ofRun('read', `/measurements/${2 ** 20}`),
  showHistograms: ofSources('/sources/histograms?column=n_meas&'),
  listEtaVPoints: ofSources('/eta-v/points?'),
  listEtaVColumn: ofSources('/eta-v/column?column=n_meas&'),
  listEtaVSources: ofSources('/eta-v/sources?keys=0-1&'),
  showSample: reading('sample'),
  listSampleSources: reading('sample', '/sources'),
  listSampleCurves: reading('sample', '/curves'),
  showSamplePoints: reading('sample', '/points'),
  showSampleSource: reading('sample', `/source?run=${names.run}&version=2&id=1`),
  downloadSampleFile: reading('sample', '/files/sources.parquet'),
  showAnalysis: reading('analysis'),
  showAnalysisPoints: reading('analysis', '/points'),
  downloadAnalysisReport: reading('analysis', '/report'),
  downloadAnalysisFile: reading('analysis', '/files/points.parquet'),
}

/** Lists, which show to everybody what they may read. */
export const lists: Readonly<Partial<Record<CallName, { readonly of: Kind; readonly path: string; readonly shows: string }>>> = {
  listRuns: { of: 'run', path: '/api/runs', shows: names.run },
  listProjects: { of: 'project', path: '/api/projects', shows: names.project },
  listSamples: { of: 'sample', path: '/api/samples', shows: names.sample },
  listAnalyses: { of: 'analysis', path: '/api/analyses', shows: names.analysis },
}

/** Calls that are about whoever makes them, or about nothing that is anybody's: each with what else holds it to its law. */
export const others: Readonly<Partial<Record<CallName, string>>> = {
  showSignIn: 'for everybody: tests of signing in',
  signIn: 'for everybody: tests of signing in',
  showPasswordLink: 'for everybody: tests of signing in',
  choosePassword: 'for everybody: tests of signing in',
  signOut: 'for everybody: tests of signing in',
  showAccount: 'about who asks: tests of accounts',
  changeAccount: 'about who asks: tests of accounts',
  changePassword: 'about who asks: tests of accounts',
  disconnectProvider: 'about who asks: tests of providers',
  listSessions: 'about who asks: tests of accounts',
  endSession: 'about who asks: tests of accounts',
  signOutEverywhere: 'about who asks: tests of accounts',
  listTokens: 'about who asks: tests of accounts',
  createToken: 'about who asks: tests of accounts',
  revokeToken: 'about who asks: tests of accounts',
  listPeople: 'names of users, which every user may know',
  listNotices: 'about who asks: tests of notices',
  countNotices: 'about who asks: tests of notices',
  markNotices: 'about who asks: tests of notices',
  showPurge: 'purges that the user may see: tests of the trash',
  listActivity: 'what happened to what the user may see: tests of the activity, and strangers who read nothing',
  showHome: 'about who asks, and strangers who read nothing',
  searchItems: 'what the user may see: strangers who read nothing',
  showSession: 'tells who asks who they are',
  checkRunName: 'names of runs are unique in a store: that one is taken is no secret',
  listRoots: 'folders of the host: tests of the file picker',
  listFolder: 'folders of the host: tests of the file picker',
  matchFiles: 'folders of the host: tests of the file picker',
  composeConfiguration: 'a text made of what is sent',
  checkConfiguration: 'the text that is sent',
  planLeave: 'who may leave is told by leaveItem, who may see by strangers who read nothing',
  planEmpty: 'the trash of who asks: tests of the trash',
  emptyTrash: 'the trash of who asks: tests of the trash',
  listTrash: 'the trash of who asks: tests of the trash',
  countTrash: 'the trash of who asks: tests of the trash',
  restoreFromTrash: 'restoreEntry for many',
  retryPurge: 'purges that stopped: tests of the trash',
  listHolds: 'holds on what the user may see: tests of the trash',
  listDeleted: 'tombstones that the user may see: tests of the trash',
  showDeleted: 'tombstones that the user may see: tests of the trash',
  showDeletedConfiguration: 'tombstones that the user may see: tests of the trash',
  deleteItemComment: 'comments are deleted by who made them alone',
  deleteComment: 'comments are deleted by who made them alone',
  deleteSourceComment: 'comments are deleted by who made them alone',
  showOperation: 'operations that the user may see: tests of operations',
  copyRun: 'reads a run, creates another: tests of copying',
  drawSample: 'reads runs, creates in a project: tests of samples',
  drawSampleAgain: 'reads runs, creates in a project: tests of samples',
  combineSamples: 'reads samples, creates in a project: tests of combinations',
  rerunAnalysis: 'reads an analysis and what it was made of: tests of reruns',
  makeAnalysis: 'reads a run or sample, creates in a project: tests of analyses',
  makeDownloadLink: 'about who asks: tests of download links',
  writeTable: 'writes what it is sent: tests of table files',
  exportSources: 'sources of runs that the user may export: tests of the whole result',
  remarkOnMany: 'sources of runs that the user may comment on: tests of many sources',
  listSavedQueries: 'queries of the user, and of projects that they may read: tests of many sources',
  saveQuery: 'queries of the user: tests of many sources',
  changeSavedQuery: 'queries of the user: tests of many sources',
  deleteSavedQuery: 'queries of the user: tests of many sources',
  listFavourites: 'about who asks, in runs that they may read: tests of favourites',
  listReferences: 'catalogues of the whole store, which every user may know',
  resolveName: 'names of objects in the sky: tests of outside services',
  listOperations: 'the operations that the user may see: tests of operations',
  readMetrics: 'for administrators, also by tokens that may only read: tests of monitoring',
  showWorkerLog: 'for administrators: tests of administration',
  showHealth: 'for everybody: tests of monitoring',
  showReadiness: 'for everybody: tests of monitoring',
  followEvents: 'what changes of what the user may read: tests of events',
}

/** Calls for administrators alone, each with a body that it takes; of users they are about `nia`. */
export const administration: Readonly<Partial<Record<CallName, object | null>>> = {
  listUsers: null,
  addUser: { name: 'new' },
  renameUser: { name: 'renamed' },
  setActive: { isActive: false },
  setAdministrator: { isAdministrator: true },
  makePasswordLink: null,
  setStorageLimit: { maxBytes: 1_000_000_000_000 },
  giveEverything: { to: `cleo-${secretWord}`, reason },
  showStorage: null,
  showRetention: null,
  setRetention: { days: 7 },
  releaseSweep: { reason, planHash: 'x' },
  listWorkers: null,
  showLimits: null,
  changeLimits: {},
  announce: { words: 'new' },
  verifyHistory: {},
  showSeal: null,
  addReference: { path: '/nowhere.vot' },
  removeReference: null,
  allowOutside: { isAllowed: true },
}
