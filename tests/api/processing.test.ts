// Processing over HTTP: what it would do is said before, what is asked for twice is done once, what may not is refused.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { OperationView } from '../../src/app/contract/operation.ts'
import type { ProcessingPreview } from '../../src/app/contract/processingPreview.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { processRun } from '../../src/app/process/processRun.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { replaceDraft } from '../../src/app/runs/replaceDraft.ts'
import { configTemplate } from '../../src/app/config/template.ts'
import { changeSettings } from '../../src/app/config/changeSettings.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { enter } from '../operations/operating.ts'
import { makeSurvey, valueOf, type SurveyImage } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { openApi, type OpenApi } from './openApi.ts'

const folder = temporaryFolder()
let halley: Halley
let ann: Halley
let server: OpenApi
let [asAnn, asBea, asCyd] = ['', '', '']
let images: readonly SurveyImage[]

function configOf(some: readonly SurveyImage[]): string {
  const files = (role: 'image' | 'selavy' | 'noise') => ({ kind: 'files' as const, files: some.map((image) => image[role]) })
  return configTemplate({
    name: 'lmc',
    inputs: { image: files('image'), selavy: files('selavy'), noise: files('noise'), background: null },
  })
}

async function writeDraft(text: string): Promise<void> {
  valueOf(await replaceDraft(ann, valueOf(await findRun(ann, 'lmc')), text))
}

async function processNow(): Promise<void> {
  const request = { workers: 1, debug: false, signal: new AbortController().signal, onProgress: () => {} }
  valueOf(await processRun(ann, valueOf(await findRun(ann, 'lmc')), request))
}

async function preview(cookie = asAnn): Promise<ProcessingPreview> {
  const { status, reply } = await server.ask('GET', '/api/runs/lmc/processing', { cookie })
  expect(status).toBe(200)
  return reply as ProcessingPreview
}

function submit(body: object, cookie = asAnn) {
  return server.ask('POST', '/api/runs/lmc/process', { cookie, body })
}

function cancel(cookie: string) {
  return server.ask('POST', '/api/operations/lmc/cancel', { cookie, body: {} })
}

interface Submitted {
  readonly operation: OperationView
  readonly isNew: boolean
}

beforeAll(async () => {
  halley = valueOf(await openHalley({ environment: {}, home: join(folder, 'home') }))
  vi.stubEnv('HALLEY_ROOTS', `survey=${join(folder, 'survey')}`)
  images = await makeSurvey(join(folder, 'survey'), { epochs: 3 })
  ann = await enter(halley.store, 'ann')
  const [bea, cyd] = [await enter(halley.store, 'bea'), await enter(halley.store, 'cyd')]
  server = await openApi(halley)
  asAnn = await server.signIn(ann.user.id)
  asBea = await server.signIn(bea.user.id)
  asCyd = await server.signIn(cyd.user.id)
  const { id } = valueOf(await createRun(ann, { name: 'lmc', configText: configOf(images.slice(0, 2)) }))
  valueOf(await shareItem(ann, id, 'bea', 'viewer'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
  await closeHalley(halley)
})

test('who only reads a run is denied, who does not see it is told that there is none', async () => {
  expect((await server.ask('GET', '/api/runs/lmc/processing', { cookie: asBea })).status).toBe(403)
  expect((await submit({}, asBea)).status).toBe(403)
  expect((await server.ask('GET', '/api/runs/lmc/processing', { cookie: asCyd })).status).toBe(404)
  expect((await submit({}, asCyd)).status).toBe(404)
  const path = await server.ask('POST', `/api/runs/${encodeURIComponent(join(folder, 'survey'))}/process`, { cookie: asAnn, body: {} })
  expect(path.status).toBe(404)
})

test('the same key asks for the same processing; another is refused while that goes on, until it is cancelled', async () => {
  expect(await preview()).toMatchObject({
    kind: 'first',
    version: null,
    difference: null,
    words: 'Process',
    imageCount: images.slice(0, 2).length,
  })
  const key = 'a-key-of-a-test'
  const first = await submit({ key, debug: true })
  const again = await submit({ key, debug: true })
  expect([first.status, again.status]).toEqual([202, 202])
  const [one, other] = [first.reply as Submitted, again.reply as Submitted]
  expect([one.isNew, other.isNew, other.operation.id]).toEqual([true, false, one.operation.id])
  expect(one.operation).toMatchObject({ kind: 'process', state: 'queued', subject: { name: 'lmc' } })
  expect((await submit({ key, debug: false })).code).toBe('operation.keyTaken')
  const busy = await submit({})
  expect([busy.status, busy.code]).toEqual([409, 'run.busy'])
  expect((await cancel(asCyd)).status).toBe(404)
  expect((await cancel(asBea)).status).toBe(403)
  expect((await cancel(asAnn)).reply).toMatchObject({ id: one.operation.id, state: 'cancelled' })
  expect((await cancel(asAnn)).status).toBe(409)
})

test('it is said before what differs: nothing, images that are added, a setting that needs a full re-run', async () => {
  await processNow()
  expect(await preview()).toMatchObject({ kind: 'unchanged', version: 1 })
  await writeDraft(configOf(images))
  const addition = await preview()
  expect(addition).toMatchObject({ kind: 'addition', words: 'Add images', imageCount: images.length })
  expect(addition.difference?.added).toEqual(images.slice(2).map(({ image }) => image))
  await writeDraft(valueOf(changeSettings(configOf(images), [['source_association.radius', '15']])))
  const changed = await preview()
  expect(changed.kind).toBe('changed')
  expect(changed.difference?.settings).toEqual([{ setting: 'source_association.radius', from: 10, to: 15 }])
  const refused = await submit({})
  expect([refused.status, refused.code]).toEqual([409, 'config.changed'])
  const accepted = await submit({ fullRerun: true })
  expect(accepted.status).toBe(202)
  await cancel(asAnn)
})

test('a configuration with errors is told of with its lines, and refused', async () => {
  await writeDraft('inputs:\n  image: []\nsource_association:\n  raduis: 3\n')
  const { kind, problems } = await preview()
  expect(kind).toBe('invalid')
  expect(problems.map(({ line }) => line)).toContain(4)
  const refused = await submit({ fullRerun: true })
  expect([refused.status, refused.code]).toEqual([400, 'config.invalid'])
})
