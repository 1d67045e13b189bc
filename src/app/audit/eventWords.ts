import type { EventType } from '../../lifecycle/events.ts'

/** What is known of an event besides who did it, when, and to what. */
export interface ToldEvent {
  readonly action: string
  readonly details: Readonly<Record<string, unknown>>
}

/** The name of a user, a project or another item that the details of an event give by its id; null where one may not see it. */
export type NameOf = (id: string) => string | null

interface Telling {
  /** What lies in the details at a path, as words. */
  readonly text: (...path: readonly string[]) => string
  /** The name of what lies there, or what to say where there is none. */
  readonly name: (path: string, otherwise: string) => string
  readonly list: (...path: readonly string[]) => readonly unknown[]
}

function tellingOf({ details }: ToldEvent, nameOf: NameOf): Telling {
  const find = (path: readonly string[]) =>
    path.reduce<unknown>((value, key) => (value && typeof value === 'object' ? Reflect.get(value, key) : undefined), details)
  const text = (...path: readonly string[]) => {
    const found = find(path)
    return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
  }
  return {
    text,
    name: (path, otherwise) => nameOf(text(path)) ?? otherwise,
    list: (...path) => {
      const found = find(path)
      return Array.isArray(found) ? found : []
    },
  }
}

function numbered(versions: readonly unknown[]): string {
  return versions.length === 1 ? `version ${String(versions[0])}` : `versions ${versions.join(', ')}`
}

function days(count: string): string {
  return count === '1' ? '1 day' : `${count} days`
}

function timeInTrash(count: string): string {
  if (count === '') return 'as long as the server says'
  return count === '0' ? 'until somebody deletes them' : days(count)
}

type Words = string | ((telling: Telling) => string)

const wordsOfLife: Readonly<Record<EventType, Words>> = {
  created: 'made',
  queued: ({ text }) => (text('operation', 'makes') === 'addImages' ? 'asked to add images to' : 'asked to process'),
  started: 'began to work on',
  published: ({ text }) => {
    const number = text('version', 'number')
    const from = text('version', 'restoredFrom')
    return from === '' ? `published version ${number} of` : `restored version ${from} as version ${number} of`
  },
  unchanged: 'processed, with nothing new,',
  failed: 'ended with an error at',
  handedBack: 'handed back the work on',
  cancelled: 'cancelled the work on',
  revertBegan: ({ text }) => `began to restore version ${text('target')} of`,
  revertEnded: 'gave up restoring a version of',
  cleared: 'cleared',
  versionsTrashed: ({ list }) => `moved ${numbered(list('entry', 'root', 'numbers'))} to Trash of`,
  trashed: 'moved to Trash',
  restoredFromTrash: 'restored from Trash',
  moved: ({ name }) => `moved to ${name('projectId', 'another project')}`,
  purgeBegan: 'deleted permanently',
  purged: 'removed the files of',
  renamed: ({ text }) => `renamed to ${text('newName')}`,
  retentionSet: ({ text }) => `set Trash to keep things ${timeInTrash(text('retentionDays'))} for`,
  transferred: ({ name }) => `transferred to ${name('toUserId', 'another user')}`,
  shared: ({ name, text }) => `gave ${name('userId', 'a user')} access (${text('role')}) to`,
  unshared: ({ name }) => `ended the access of ${name('userId', 'a user')} to`,
  left: 'left',
  held: ({ text }) => (text('hold', 'version') === '' ? 'put a hold on' : `put a hold on version ${text('hold', 'version')} of`),
  released: 'lifted a hold on',
  noticeGiven: ({ text }) => `told its owner, ${days(text('daysBefore'))} before it is deleted, of`,
  imagesHeld: 'ingested',
  imagesReleased: 'released',
  useBegan: 'began to read',
  useEnded: 'ended reading',
}

const nameOfSetting: Readonly<Record<string, string>> = {
  retentionDays: 'the days in Trash',
  announcement: 'the announcement',
  outsideServices: 'whether services on the internet are asked',
}

const otherWords: Readonly<Record<string, Words>> = {
  described: 'described',
  commented: ({ text }) => (text('source') === '' ? 'commented on' : `commented on source ${text('source')} of`),
  commentDeleted: ({ text }) => (text('source') === '' ? 'deleted a comment on' : `deleted a comment on source ${text('source')} of`),
  tagged: ({ text }) => `tagged source ${text('source')} as ${text('tag')} in`,
  untagged: ({ text }) => `took the tag ${text('tag')} from source ${text('source')} of`,
  favoured: ({ text }) => `made source ${text('source')} a favourite, of`,
  unfavoured: ({ text }) => `made source ${text('source')} no favourite any more, of`,
  keepVersions: ({ text }) => (text('keepLast') === '' ? 'set to keep all versions' : `set to keep the last ${text('keepLast')} versions`),
  importRun: ({ text }) => `took over from ${text('system')}`,
  limitsChanged: 'changed the limits of operations of',
  settingChanged: ({ text }) => `changed ${nameOfSetting[text('setting')] ?? text('setting')} from ${text('from')} to ${text('to')} of`,
  configurationSaved: 'saved the configuration of',
  referenceAdded: ({ text }) => `added the reference catalogue ${text('name')} to`,
  referenceRemoved: ({ text }) => `removed the reference catalogue ${text('name')} from`,
  sweepReleased: 'let the sweep of the Trash go on',
  userAdded: 'added',
  userRenamed: 'renamed',
  storageLimited: 'set the storage limit of',
  userDeactivated: 'deactivated',
  userReactivated: 'reactivated',
  administratorMade: 'made administrator:',
  administratorUnmade: 'took the rights of an administrator from',
  tokenMade: ({ text }) => `made the token ${text('name')} for`,
  tokenRevoked: ({ text }) => `revoked the token ${text('name')} of`,
  passwordLinkMade: 'made a link to choose a password for',
  passwordChosen: 'chose a password by a link for',
  passwordChanged: 'changed the password of',
  signedOutEverywhere: 'signed out everywhere:',
  identityConnected: ({ text }) => `connected ${text('issuer')} to`,
  identityDisconnected: ({ text }) => `disconnected ${text('issuer')} from`,
}

/** `sessionEnded` as `session ended`. */
function spelledOut(action: string): string {
  return action.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
}

/** What somebody did, in words that stand between who did it and what it was done to: `moved to Trash`. */
export function eventWords(event: ToldEvent, nameOf: NameOf): string {
  const table: Readonly<Record<string, Words>> = { ...wordsOfLife, ...otherWords }
  const words = table[event.action] ?? spelledOut(event.action)
  return typeof words === 'string' ? words : words(tellingOf(event, nameOf))
}
