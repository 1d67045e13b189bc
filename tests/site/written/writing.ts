// Writes a luring text into every field of the API that keeps one, each where pages show it.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { CallName } from '../../../src/app/contract/api/api.ts'
import { moveToTrash } from '../../../src/app/trash/moveToTrash.ts'
import type { Asking } from '../../api/asking.ts'
import { keepSetting } from '../../../src/store/catalogue/settings.ts'
import { valueOf } from '../../process/survey.ts'
import { askingAtSite } from '../harness/askingAtSite.ts'
import type { SiteScene } from '../harness/siteScene.ts'
import { lured, luredName } from './written.ts'

const configText = 'inputs: {}\n'

/** Writes as an administrator does, and remembers what. */
export class Writer {
  /** The texts that were kept, by their field. */
  readonly texts = new Map<string, string>()
  /** What the addresses of pages need. */
  readonly ids: Record<string, string> = {}
  readonly scene: SiteScene
  readonly ask: Asking

  constructor(scene: SiteScene, ask: Asking) {
    this.scene = scene
    this.ask = ask
  }

  /** A text for a field of a call, remembered as written. */
  text(call: CallName, field: string, most = 1000): string {
    const text = lured(`${call} ${field}`, most)
    this.texts.set(`${call} ${field}`, text)
    return text
  }

  name(call: CallName, field = 'name', most = 64): string {
    const name = luredName(`${call} ${field}`, most)
    this.texts.set(`${call} ${field}`, name)
    return name
  }

  async run(name: string, more: object = {}): Promise<string> {
    return (await this.ask('createRun', { body: { name, configText, ...more } })).value().id
  }

  async trash(...itemIds: readonly string[]): Promise<readonly string[]> {
    const reason = this.texts.get('moveToTrash reason') ?? this.text('moveToTrash', 'reason')
    return (await this.ask('moveToTrash', { body: { itemIds: [...itemIds], reason } })).value().entries.map(({ entryId }) => entryId)
  }

  /** Waits until a worker has done what was asked for. */
  async done(operation: string): Promise<void> {
    await expect
      .poll(async () => (await this.ask('showOperation', { params: { operation } })).value().state, { timeout: 60_000, interval: 100 })
      .toBe('completed')
  }
}

async function writePeople(writer: Writer): Promise<void> {
  const { ask, scene } = writer
  const add = async (name: string, account: string | null = null) => (await ask('addUser', { body: { name, account } })).value().id
  await add(writer.name('addUser'), writer.text('addUser', 'account', 200))
  const ben = await add('ben')
  ;(await ask('renameUser', { params: { user: ben }, body: { name: writer.name('renameUser') } })).value()
  writer.ids['ana'] = await add('ana')
  const anas = await askingAtSite(scene, writer.ids['ana'])
  // An address of mail has no space.
  const email = '<svg/onload=ran()>@elsewhere.invalid'
  writer.texts.set('changeAccount email', email)
  ;(await anas('changeAccount', { body: { name: writer.name('changeAccount'), email } })).value()
  await anas('createRun', { body: { name: 'of-ana', configText } })
  const given = { to: scene.halley.user.name, reason: writer.text('giveEverything', 'reason') }
  ;(await ask('giveEverything', { params: { user: ben }, body: given })).value()
  ;(await ask('giveEverything', { params: { user: writer.ids['ana'] }, body: given })).value()
  ;(await ask('createToken', { body: { name: writer.text('createToken', 'name', 60), scopes: ['read'], expiresDays: 30 } })).value()
  ;(await ask('announce', { body: { words: writer.text('announce', 'words') } })).value()
}

async function writeRuns(writer: Writer): Promise<void> {
  const { ask } = writer
  const described = writer.text('createRun', 'description', 240)
  writer.texts.set('createRun configText', lured('createRun configText'))
  await writer.run('written', { description: described, configText: `inputs: {}\n# ${lured('createRun configText')}\n` })
  const { hash } = (await ask('showDraft', { params: { run: 'pilot' } })).value()
  const config = (await ask('showDraft', { params: { run: 'pilot' } })).value().text
  const text = `${config}\n# ${writer.text('saveDraft', 'text')}\n`
  ;(await ask('saveDraft', { params: { run: 'pilot' }, body: { text, basedOn: hash } })).value()
  ;(await ask('addComment', { params: { run: 'pilot' }, body: { text: writer.text('addComment', 'text') } })).value()
  const { columns, rows } = (await ask('listSources', { query: { run: 'pilot' } })).value()
  const source = String(rows[0]?.[columns.findIndex(({ name }) => name === 'id')])
  writer.ids['source'] = source
  const named = { run: 'pilot', source }
  ;(await ask('addSourceComment', { params: named, body: { text: writer.text('addSourceComment', 'text') } })).value()
  ;(await ask('tagSource', { params: { ...named, tag: writer.text('tagSource', 'params.tag', 60) } })).value()
  ;(await ask('markFavourite', { params: named, body: { text: writer.text('markFavourite', 'text', 500) } })).value()
  const other = String(rows[1]?.[columns.findIndex(({ name }) => name === 'id')])
  writer.ids['other'] = other
  const changes = [
    { act: 'tag', tag: writer.text('remarkOnMany', 'change.tag', 60) },
    { act: 'favour', text: writer.text('remarkOnMany', 'change.text', 500) },
  ]
  for (const change of changes) {
    ;(await ask('remarkOnMany', { body: { run: ['pilot'], q: '', only: [{ run: 'pilot', id: Number(other) }], change } })).value()
  }
}

async function writeItems(writer: Writer): Promise<void> {
  const { ask } = writer
  const project = { name: writer.name('createProject', 'name', 120), description: writer.text('createProject', 'description', 240) }
  writer.ids['project'] = (await ask('createProject', { body: project })).value().id
  const renamed = (await ask('createProject', { body: { name: 'renamed' } })).value().id
  ;(await ask('renameItem', { params: { item: renamed }, body: { name: writer.name('renameItem', 'name', 120) } })).value()
  const description = writer.text('describeItem', 'description', 240)
  ;(await ask('describeItem', { params: { item: 'cleared' }, body: { description } })).value()
  writer.ids['renamed'] = renamed
  const called = (call: CallName) => ({ name: writer.name(call, 'name', 120), description: writer.text(call, 'description', 240) })
  const drawn = (await ask('drawSample', { body: { ...called('drawSample'), from: [{ run: 'pilot' }], query: 'n_meas >= 1' } })).value()
  await writer.done(drawn.id)
  const sampleOf = async (name: string | undefined) =>
    (await ask('listSamples')).value().samples.find((sample) => sample.name === name)?.id ?? ''
  const sample = await sampleOf(writer.texts.get('drawSample name'))
  ;(await ask('addItemComment', { params: { item: sample }, body: { text: writer.text('addItemComment', 'text') } })).value()
  await writer.done((await ask('drawSampleAgain', { params: { sample }, body: called('drawSampleAgain') })).value().id)
  const again = await sampleOf(writer.texts.get('drawSampleAgain name'))
  await writer.done(
    (await ask('combineSamples', { body: { ...called('combineSamples'), samples: [sample, again], operator: 'or' } })).value().id,
  )
  const combined = await sampleOf(writer.texts.get('combineSamples name'))
  await writer.done(
    (await ask('makeAnalysis', { body: { ...called('makeAnalysis'), of: { sample }, parameters: { minSources: 1 } } })).value().id,
  )
  const analysis = (await ask('listAnalyses')).value().analyses[0]?.id ?? ''
  Object.assign(writer.ids, { sample, again, combined, analysis })
  const query = { runs: [], query: 'n_meas >= 1' }
  ;(await ask('saveQuery', { body: { name: writer.text('saveQuery', 'name', 120), ...query } })).value()
  const { id } = (await ask('saveQuery', { body: { name: 'other', ...query } })).value()
  ;(
    await ask('changeSavedQuery', { params: { query: id }, body: { name: writer.text('changeSavedQuery', 'name', 120), ...query } })
  ).value()
}

async function purged(writer: Writer, purge: string): Promise<void> {
  const isDone = async () => (await writer.ask('showPurge', { params: { purge } })).value().isDone
  await expect.poll(isDone, { timeout: 60_000, interval: 100 }).toBe(true)
}

/** Everything that is deleted says why: in the Trash, in its tombstone, in the history. */
async function writeReasons(writer: Writer): Promise<void> {
  const { ask, scene } = writer
  // So long ago that a sweep stops, for somebody to look.
  await keepSetting(scene.halley.store.catalogue, 'sweepLastMs', String(Date.now() - 30 * 86_400_000))
  const due = await writer.run('over-due')
  const then = { ...scene.halley, now: () => new Date(Date.now() - 400 * 86_400_000) }
  valueOf(await moveToTrash(then, { itemIds: [due], companionIds: [], cancel: false, reason: '' }))
  const sweep = (await ask('showRetention')).value().due
  ;(await ask('releaseSweep', { body: { reason: writer.text('releaseSweep', 'reason'), planHash: sweep?.hash ?? '' } })).value()

  const ended: string[] = []
  const purgedIds = [await writer.run('purged'), await writer.run('emptied'), await writer.run('at-once')] as const
  const entryIds = [...(await writer.trash(purgedIds[0]))]
  const entries = (await ask('planPurge', { body: { entryIds } })).value()
  const purge = { entryIds, planHash: entries.hash, reason: writer.text('purgeEntries', 'reason') }
  ended.push((await ask('purgeEntries', { body: purge })).value().purgeId)
  await writer.trash(purgedIds[1])
  const all = (await ask('planEmpty', { body: {} })).value()
  ended.push((await ask('emptyTrash', { body: { planHash: all.hash, reason: writer.text('emptyTrash', 'reason') } })).value().purgeId)
  const itemIds = [purgedIds[2]]
  const shown = (await ask('planTrash', { body: { itemIds } })).value().shown
  const final = { itemIds, planHash: shown?.hash ?? '', reason: writer.text('deletePermanently', 'reason') }
  ended.push((await ask('deletePermanently', { body: final })).value().purgeId)
  for (const id of ended) await purged(writer, id)
  purgedIds.forEach((id, index) => (writer.ids[`erased${index}`] = id))

  const cleared = { runs: ['cleared'], reason: writer.text('clearRuns', 'reason') }
  ;(await ask('clearRuns', { body: cleared })).value()
  const versions = { versions: [1], reason: writer.text('trashVersions', 'reason') }
  ;(await ask('trashVersions', { params: { run: 'pilot' }, body: versions })).value()
  const held = await writer.run('held')
  ;(await ask('addHold', { body: { itemId: held, reason: writer.text('addHold', 'reason') } })).value()
  await writer.trash(await writer.run('trashed'), writer.ids['renamed'] ?? '')
}

/** A survey whose files are called so: the names of images stand in tables, plots and logs. */
export function luredFiles(folder: string, images: SiteScene['images']): string {
  const made = join(folder, 'survey', 'lures')
  mkdirSync(made, { recursive: true })
  const lists = (['image', 'selavy', 'noise', 'background'] as const).map((kind) => {
    const files = images.slice(0, 2).map((image, index) => {
      const ending = kind === 'selavy' ? '.components.txt' : '.fits'
      const path = join(made, `${luredName(`${kind}${index}`)}${ending}`)
      cpSync(image[kind] ?? '', path)
      return path
    })
    return `  ${kind}:\n${files.map((path) => `    - '${path}'\n`).join('')}`
  })
  const config = join(folder, 'lures.yaml')
  writeFileSync(config, `inputs:\n${lists.join('')}`)
  return config
}

const fields =
  '<FIELD name="ra" datatype="double" unit="deg"/><FIELD name="dec" datatype="double" unit="deg"/><FIELD name="name" datatype="char" arraysize="*"/>'

/** A catalogue of others, with a name and with columns that are called so. */
async function writeReference(writer: Writer): Promise<void> {
  const { scene, ask } = writer
  const path = join(scene.folder, 'survey', 'others.xml')
  const row = '<TR><TD>30.0</TD><TD>-30.0</TD><TD>&lt;img src=x onerror=ran()&gt;</TD></TR>'
  writeFileSync(
    path,
    `<?xml version="1.0"?><VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>${fields}<DATA><TABLEDATA>${row}</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>`,
  )
  ;(await ask('addReference', { body: { path, name: writer.name('addReference') } })).value()
}

/** Writes all of it. */
export async function writeEverywhere(scene: SiteScene): Promise<Writer> {
  const writer = new Writer(scene, await askingAtSite(scene))
  await writePeople(writer)
  await writeRuns(writer)
  await writeItems(writer)
  await writeReasons(writer)
  await writeReference(writer)
  return writer
}
