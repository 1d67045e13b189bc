// A server on which every page has something to show, and every dialog can be opened. No worker takes up what waits.
import { beforeAll } from 'vitest'
import { runAnalysis } from '../../../src/app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../../src/app/contract/etaVParameters.ts'
import { parseSourceQuery } from '../../../src/app/contract/query/parseSourceQuery.ts'
import { drawSample } from '../../../src/app/samples/drawSample.ts'
import { moveToTrash } from '../../../src/app/trash/moveToTrash.ts'
import { reportWorker } from '../../../src/store/catalogue/workers.ts'
import { keepSetting } from '../../../src/store/catalogue/settings.ts'
import { valueOf } from '../../process/survey.ts'
import { following, purgeEntry } from '../../samples/scene.ts'
import { askingAtSite } from '../harness/askingAtSite.ts'
import { siteScene, type SiteScene } from '../harness/siteScene.ts'

export interface Facts {
  readonly names: { readonly long: string }
  readonly ids: {
    readonly ana: string
    readonly project: string
    /** A run that was deleted permanently. */
    readonly erased: string
    /** A source of the run `pilot`. */
    readonly source: string
    /** The secret of a link to choose a password. */
    readonly passwordLink: string
  }
}

const long = `a-name-as-long-as-names-may-be-${'x'.repeat(33)}`
const configText = 'inputs: {}\n'

/** A run in Trash whose time was over long ago. */
async function letBeDue({ halley }: SiteScene, itemId: string): Promise<void> {
  // So long ago that a sweep stops, for somebody to look.
  await keepSetting(halley.store.catalogue, 'sweepLastMs', String(Date.now() - 30 * 86_400_000))
  const then = { ...halley, now: () => new Date(Date.now() - 400 * 86_400_000) }
  valueOf(await moveToTrash(then, { itemIds: [itemId], companionIds: [], cancel: false, reason: '' }))
}

async function addUsers(scene: SiteScene): Promise<{ readonly ana: string; readonly passwordLink: string }> {
  const ask = await askingAtSite(scene)
  const { id: ana } = (await ask('addUser', { body: { name: 'ana' } })).value()
  ;(await ask('addUser', { body: { name: 'ben' } })).value()
  const linkOf = async (user: string) => (await ask('makePasswordLink', { params: { user } })).value().url.split('#').at(-1) ?? ''
  const secret = await linkOf('ana')
  ;(await ask('choosePassword', { body: { secret, userName: 'ana', password: 'orbit lantern pewter seventeen' } })).value()
  return { ana, passwordLink: await linkOf('ben') }
}

async function fill(scene: SiteScene): Promise<Facts> {
  const ask = await askingAtSite(scene)
  const make = async (name: string, more: object = {}) => (await ask('createRun', { body: { name, configText, ...more } })).value().id
  const trash = async (id: string) =>
    (await ask('moveToTrash', { body: { itemIds: [id], reason: 'no longer needed' } })).value().entries[0]?.entryId ?? ''
  const { ana, passwordLink } = await addUsers(scene)
  const { id: project } = (
    await ask('createProject', { body: { name: 'LMC', description: 'Monitoring of the Large Magellanic Cloud' } })
  ).value()
  await make(long, { description: 'words '.repeat(40).trim() })
  await trash(await make('thrown-away'))
  await trash(await make('twice'))
  await make('twice')
  const lent = await make('lent', { project })
  ;(await ask('shareItem', { params: { item: lent, user: 'ana' }, body: { role: 'viewer' } })).value()
  ;(await ask('addHold', { body: { itemId: lent, reason: 'paper in review' } })).value()
  const erased = await make('erased', { description: 'to be gone' })
  await purgeEntry(scene.halley, await trash(erased))
  await letBeDue(scene, await make('over-due'))
  ;(await ask('copyRun', { params: { run: 'pilot' }, body: { newName: 'waiting' } })).value()
  ;(await ask('processRun', { params: { run: 'waiting' }, body: {} })).value()
  const { rows, columns } = (await ask('listSources', { query: { run: 'pilot' } })).value()
  const source = String(rows[0]?.[columns.findIndex(({ name }) => name === 'id')])
  const named = { run: 'pilot', source }
  ;(await ask('addComment', { params: { run: 'pilot' }, body: { text: 'The beam of epoch 2 is wide.' } })).value()
  ;(await ask('addSourceComment', { params: named, body: { text: 'Near a bright neighbour.' } })).value()
  ;(await ask('tagSource', { params: { ...named, tag: 'flare' } })).value()
  ;(await ask('markFavourite', { params: named, body: { text: 'follow it up' } })).value()
  ;(await ask('createToken', { body: { name: 'notebook', scopes: ['read'], expiresDays: 30 } })).value()
  ;(await ask('announce', { body: { words: 'The server is down on Friday.' } })).value()
  const draft = (await ask('showDraft', { params: { run: 'pilot' } })).value()
  ;(await ask('saveDraft', { params: { run: 'pilot' }, body: { text: `${draft.text}# edited\n`, basedOn: draft.hash } })).value()
  ;(await ask('restoreRun', { params: { run: 'pilot' }, body: { to: 1 } })).value()
  const leaseUntil = new Date(Date.now() + 3_600_000).toISOString()
  const startedAt = new Date().toISOString()
  await reportWorker(scene.halley.store.catalogue, {
    name: 'node1:42:cluster',
    queues: '[]',
    concurrency: 0,
    threads: 0,
    startedAt,
    leaseUntil,
    job: 'slurm 42',
  })
  return { names: { long }, ids: { ana, project, erased, source, passwordLink } }
}

/** The scene of the tests of looks. Call it at the top of the file. */
export function looksScene(): { readonly scene: SiteScene; readonly facts: () => Facts } {
  let facts: Facts | undefined
  const scene = siteScene({
    epochs: 3,
    args: ['--host', '127.0.0.1', '--no-workers'],
    async before({ halley, process }) {
      await process('pilot', 2)
      await process('pilot', 3)
      const query = valueOf(parseSourceQuery('n_meas >= 2'))
      valueOf(await drawSample(halley, { name: 'bright', from: [{ run: 'pilot' }], query }, following()))
      const parameters = etaVParametersSchema.parse({ minSources: 1 })
      valueOf(await runAnalysis(halley, { name: 'eta', of: { run: 'pilot' }, parameters }, following()))
    },
  })
  beforeAll(async () => {
    facts = await fill(scene)
  })
  return {
    scene,
    facts() {
      if (!facts) throw new Error('The facts are there once the tests begin')
      return facts
    },
  }
}
