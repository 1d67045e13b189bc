// How much a user may keep on the disk: what counts, and what is refused to who keeps too much.
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { changeLimits } from '../../src/app/operations/changeLimits.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { diskUsage } from '../../src/app/usage/diskUsage.ts'
import { storedBytes } from '../../src/app/usage/storedBytes.ts'
import { setStorageLimit } from '../../src/app/usage/storageLimit.ts'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import { catalogueKinds, makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { tryProcess } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()
let config: string

beforeAll(async () => {
  config = writeConfig(join(folder, 'config.yaml'), await makeSurvey(join(folder, 'survey')))
})

async function within<T>({ home, environment }: StorePlace, work: (halley: Halley) => Promise<T>): Promise<T> {
  const halley = valueOf(await openHalley({ environment, home }))
  try {
    return await work(halley)
  } finally {
    await closeHalley(halley)
  }
}

function stored(place: StorePlace): Promise<number> {
  return within(place, ({ store, user }) => storedBytes(store, store.catalogue, user.id))
}

/** What `./halley du` says that the store takes, whose one user it is. */
function used(place: StorePlace): Promise<number> {
  return within(place, async (halley) => valueOf(await diskUsage(halley)).totalBytes)
}

function processAs(place: StorePlace, name: string) {
  return tryProcess(place.home, config, { name, environment: place.environment })
}

test.each(catalogueKinds)(
  'what a user keeps is what their things take, images that two runs use counted once, until it is purged (%s)',
  async (kind) => {
    const place = await makeStorePlace(kind)
    try {
      expect(await stored(place)).toBe(0)
      valueOf(await processAs(place, 'lmc'))
      const one = await stored(place)
      expect(one).toBe(await used(place))
      valueOf(await processAs(place, 'twin'))
      const two = await stored(place)
      expect(two).toBe(await used(place))
      expect(two - one).toBeLessThan(one)
      await within(place, async (halley) => {
        const run = await findLiveRunByName(halley.store.catalogue, 'twin')
        valueOf(await moveToTrash(halley, { itemIds: [run?.id ?? ''], companionIds: [], cancel: false, reason: '' }))
      })
      expect(await stored(place)).toBe(two)
    } finally {
      await place.remove()
    }
  },
)

test('who keeps as much as they may is refused new work with both figures, and nothing is begun', async () => {
  const place = await makeStorePlace('SQLite')
  try {
    valueOf(await processAs(place, 'lmc'))
    const maxBytes = await stored(place)
    await within(place, async (halley) => valueOf(await changeLimits(halley, { maxBytesPerUser: maxBytes })))
    expect(await processAs(place, 'twin')).toMatchObject({
      ok: false,
      fault: { code: 'storage.full', data: { storedBytes: maxBytes, maxBytes } },
    })
    const work = await within(place, async ({ store }) => (await findLiveRunByName(store.catalogue, 'twin'))?.work)
    expect(work).toBe('initialised')
    await within(place, async (halley) => {
      expect(valueOf(await setStorageLimit(halley, halley.user.id, 0))).toEqual({ maxBytes: 0, isOwn: true })
    })
    expect(await processAs(place, 'twin')).toMatchObject({ ok: true })
    await within(place, async (halley) => {
      expect(valueOf(await setStorageLimit(halley, halley.user.name, null))).toEqual({ maxBytes, isOwn: false })
    })
    expect(await processAs(place, 'third')).toMatchObject({ ok: false, fault: { code: 'storage.full' } })
  } finally {
    await place.remove()
  }
})
