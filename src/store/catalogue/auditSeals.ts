import { createHash } from 'node:crypto'
import { changeTogether } from './changeTogether.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { AuditRow, AuditSealRow } from './schema.ts'

/** The hash before the first event. */
const beginning = '0'.repeat(64)
const eventsAtOnce = 1000

/** The hash of one link: of the event, every column of it, and of the link before. */
function linkHash(previousHash: string, { id, at, actorId, action, subjectKind, subjectId, details }: AuditRow): string {
  const event = JSON.stringify([id, at, actorId, action, subjectKind, subjectId, details])
  return createHash('sha256').update(`${previousHash}\n${event}`).digest('hex')
}

function lastSeal(catalogue: Catalogue): Promise<AuditSealRow | undefined> {
  return catalogue.selectFrom('auditSeals').selectAll().orderBy('position', 'desc').limit(1).executeTakeFirst()
}

/** How much older than the newest sealed event others may be that are looked for each time: the lag of a slow clock. */
const latenessMs = 86_400_000

/** The first 48 bits of an id are its time in milliseconds. @returns the smallest id of the time, '' where it is unknown */
async function firstRecentId(catalogue: Catalogue): Promise<string> {
  const { newest } = await catalogue
    .selectFrom('auditSeals')
    .select(({ fn }) => fn.max('auditId').as('newest'))
    .executeTakeFirstOrThrow()
  if (newest === null) return ''
  const atMs = Number.parseInt(newest.slice(0, 13).replace('-', ''), 16) - latenessMs
  const digits = Math.max(0, atMs).toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}`
}

function unsealed(catalogue: Catalogue, firstId: string): Promise<AuditRow[]> {
  return catalogue
    .selectFrom('audit')
    .leftJoin('auditSeals', 'auditSeals.auditId', 'audit.id')
    .selectAll('audit')
    .where('auditSeals.auditId', 'is', null)
    .where('audit.id', '>=', firstId)
    .orderBy('audit.id')
    .limit(eventsAtOnce)
    .execute()
}

function sealsAfter(previous: AuditSealRow | undefined, events: readonly AuditRow[]): AuditSealRow[] {
  let [position, previousHash] = [previous?.position ?? 0, previous?.hash ?? beginning]
  return events.map((event) => {
    const seal = { position: ++position, auditId: event.id, previousHash, hash: linkHash(previousHash, event) }
    previousHash = seal.hash
    return seal
  })
}

/**
 * Adds the events that are not sealed yet to the chain, in the order of their ids. An event of another host that is
 * committed later, though its id is smaller, takes a later place.
 *
 * @param which `recent` looks among the events of the last day alone, which takes the same time however long the history
 * is; `all` among all, for those of a host whose clock was further behind
 * @returns how many were sealed
 */
export async function sealAudit(catalogue: Catalogue, which: 'recent' | 'all' = 'recent'): Promise<number> {
  const firstId = which === 'all' ? '' : await firstRecentId(catalogue)
  if ((await unsealed(catalogue, firstId)).length === 0) return 0
  let sealed = 0
  for (let count = eventsAtOnce; count === eventsAtOnce; sealed += count) {
    count = await changeTogether(catalogue, async (transaction) => {
      const seals = sealsAfter(await lastSeal(transaction), await unsealed(transaction, firstId))
      if (seals.length > 0) await transaction.insertInto('auditSeals').values(seals).execute()
      return seals.length
    })
  }
  return sealed
}

/** What became of the chain. */
export interface ChainState {
  /** Events that are sealed, and in order. */
  readonly sealed: number
  /** Events since the last sealing. */
  readonly unsealed: number
  /** The hash of the last link: kept elsewhere, it proves later that nothing before it was changed. */
  readonly head: string
  /** The first link that does not fit; null where all do. */
  readonly broken: { readonly position: number; readonly auditId: string; readonly found: 'altered' | 'missing' } | null
}

type Link = AuditSealRow & { readonly [Key in keyof AuditRow]: AuditRow[Key] | null }

function linksAfter(catalogue: Catalogue, position: number): Promise<Link[]> {
  return catalogue
    .selectFrom('auditSeals')
    .leftJoin('audit', 'audit.id', 'auditSeals.auditId')
    .selectAll('auditSeals')
    .select(['audit.id', 'audit.at', 'audit.actorId', 'audit.action', 'audit.subjectKind', 'audit.subjectId', 'audit.details'])
    .where('auditSeals.position', '>', position)
    .orderBy('auditSeals.position')
    .limit(eventsAtOnce)
    .execute()
}

function isEvent(link: Link): link is AuditSealRow & AuditRow {
  return link.id !== null
}

function breakOf(link: Link, position: number, previousHash: string): ChainState['broken'] {
  const { auditId } = link
  if (link.position !== position || !isEvent(link)) return { position, auditId, found: 'missing' }
  const fits = link.previousHash === previousHash && link.hash === linkHash(previousHash, link)
  return fits ? null : { position, auditId, found: 'altered' }
}

/** How far the chain goes, without computing it again. */
export async function sealState(catalogue: Catalogue): Promise<Omit<ChainState, 'broken'>> {
  const last = await lastSeal(catalogue)
  const { total } = await catalogue
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  const sealed = last?.position ?? 0
  return { sealed, unsealed: Math.max(0, Number(total) - sealed), head: last?.hash ?? beginning }
}

/** Computes every link again, from the first on. */
export async function verifyAudit(catalogue: Catalogue): Promise<ChainState> {
  let [sealed, head] = [0, beginning]
  const { total } = await catalogue
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  for (let links = await linksAfter(catalogue, 0); links.length > 0; links = await linksAfter(catalogue, sealed)) {
    for (const link of links) {
      const broken = breakOf(link, sealed + 1, head)
      if (broken) return { sealed, unsealed: total - sealed, head, broken }
      sealed = link.position
      head = link.hash
    }
  }
  return { sealed, unsealed: total - sealed, head, broken: null }
}

/** Whether the chain has, or once ended with, a link of this hash. */
export async function hasSeal(catalogue: Catalogue, hash: string): Promise<boolean> {
  const row = await catalogue.selectFrom('auditSeals').select('position').where('hash', '=', hash).executeTakeFirst()
  return row !== undefined
}
