import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Result } from '../fault/fault.ts'
import { settle } from '../fault/fault.ts'
import { addProject, addUser, findUserByAccount, projectsOwnedBy } from '../store/catalogue/people.ts'
import type { UserRow } from '../store/catalogue/schema.ts'
import { defaultHome } from '../store/home.ts'
import type { Store } from '../store/store.ts'
import { openStore } from '../store/store.ts'
import { removeScratch, scratchFolder } from '../store/scratch.ts'
import { endAbandoned } from './operations/abandonedOperations.ts'
import { workerName } from './operations/workerProcess.ts'

/** What every use case takes: the store, who acts, and the clock. */
export interface Halley {
  readonly store: Store
  readonly user: UserRow
  /** Project that new runs go to. */
  readonly projectId: string
  /** Folder of this process, where compressed inputs are inflated to. */
  readonly scratch: string
  readonly now: () => Date
}

export interface OpenOptions {
  readonly environment: NodeJS.ProcessEnv
  /** The store's folder; default: as the environment says. */
  readonly home?: string
}

function systemClock(): Date {
  return new Date()
}

/** The account of this process: its name, or its number where it has no name. */
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? 0}`
  }
}

async function actingUser(store: Store, createdAt: string): Promise<UserRow> {
  const account = accountName()
  await addUser(store.catalogue, { id: randomUUID(), name: account, account, createdAt })
  const user = await findUserByAccount(store.catalogue, account)
  if (!user) throw new Error(`The user of account ${account} was added and is not there.`)
  return user
}

async function personalProject(store: Store, user: UserRow, createdAt: string): Promise<string> {
  const [first] = await projectsOwnedBy(store.catalogue, user.id)
  if (first) return first.id
  const id = randomUUID()
  await addProject(store.catalogue, { id, name: `Runs of ${user.name}`, ownerId: user.id, createdAt, use: 'personal' })
  return id
}

/** Opens Halley for the user of this process, and clears up after processes that died; whoever opened it closes it. */
export async function openHalley({ environment, home }: OpenOptions): Promise<Result<Halley>> {
  const opened = await openStore(home ?? defaultHome(environment), { environment })
  if (!opened.ok) return opened
  const store = opened.value
  const halley = await settle(() => enter(store))
  if (!halley.ok) await store.close()
  return halley
}

async function enter(store: Store): Promise<Halley> {
  const createdAt = systemClock().toISOString()
  await endAbandoned(store, systemClock())
  const user = await actingUser(store, createdAt)
  const projectId = await personalProject(store, user, createdAt)
  return { store, user, projectId, scratch: scratchFolder(store, workerName()), now: systemClock }
}

export async function closeHalley({ store }: Halley): Promise<void> {
  await removeScratch(store, workerName())
  await store.close()
}
