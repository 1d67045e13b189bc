import { beforeAll, expect, test } from 'vitest'
import { auditHistory } from '../../src/app/audit/auditHistory.ts'
import { listSources } from '../../src/app/explore/listSources.ts'
import type { Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import {
  commentOnSource,
  listTags,
  markFavourite,
  showSourceRemarks,
  tagSource,
  unmarkFavourite,
  untagSource,
  withdrawSourceComment,
} from '../../src/app/remarks/sourceRemarks.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { addImages, makeScene, type Scene, withHalley } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

const first = { run: 'lmc', source: 1 }

async function namesOf(halley: Halley, query: string): Promise<readonly unknown[]> {
  const order = { column: 'id', isDescending: false }
  const page = valueOf(await listSources(halley, { runs: ['lmc'], query, order, after: null, limit: 100 }))
  return page.rows.map((row) => row[page.columns.findIndex(({ name }) => name === 'id')])
}

test('what is said of a source is shown, found by queries, taken back by who said it, and told in the history', async () => {
  await withHalley(scene, async (halley) => {
    const comment = valueOf(await commentOnSource(halley, first, 'Flares every night'))
    valueOf(await tagSource(halley, first, 'flare'))
    valueOf(await tagSource(halley, first, 'flare'))
    const shown = valueOf(await markFavourite(halley, first, 'for the paper'))
    expect(shown).toMatchObject({ comments: [{ text: 'Flares every night', isMine: true }], tags: [{ name: 'flare', isMine: true }] })
    expect(shown.tags[0]?.by).toHaveLength(1)
    expect(shown.favourite).toEqual({ text: 'for the paper' })
    expect(await namesOf(halley, "tagged 'flare'")).toEqual([1])
    expect(await namesOf(halley, 'favourite')).toEqual([1])
    expect(valueOf(await listTags(halley, 'lmc'))).toEqual(['flare'])
    valueOf(await withdrawSourceComment(halley, first, comment.id))
    valueOf(await untagSource(halley, first, 'flare'))
    expect(valueOf(await unmarkFavourite(halley, first))).toMatchObject({ comments: [], tags: [], favourite: null })
    const history = valueOf(await auditHistory(halley, { subjectId: valueOf(await findRun(halley, 'lmc')).id, since: null, limit: 20 }))
    expect(history.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['commented', 'tagged', 'favoured', 'unfavoured', 'untagged']),
    )
  })
})

test('a viewer says what they want, deletes nothing of others, and a stranger learns of nothing', async () => {
  await withHalley(scene, async (halley) => {
    const comment = valueOf(await commentOnSource(halley, first, 'mine'))
    const viewer = await enterAs(halley.store, 'viewer')
    valueOf(await shareItem(halley, valueOf(await findRun(halley, 'lmc')).id, 'viewer', 'viewer'))
    valueOf(await tagSource(viewer, first, 'seen'))
    valueOf(await untagSource(viewer, first, 'other'))
    expect(await withdrawSourceComment(viewer, first, comment.id)).toMatchObject({ fault: { code: 'right.denied' } })
    const stranger = await enterAs(halley.store, 'stranger')
    expect(await showSourceRemarks(stranger, first)).toMatchObject({ fault: { code: 'item.notFound' } })
    expect(await tagSource(stranger, first, 'x')).toMatchObject({ fault: { code: 'item.notFound' } })
    expect(await commentOnSource(halley, { run: 'lmc', source: 999_999 }, 'x')).toMatchObject({ fault: { code: 'source.notFound' } })
  })
})

test('remarks stay with their source when images are added', async () => {
  await withHalley(scene, async (halley) => valueOf(await tagSource(halley, first, 'stays')))
  await addImages(scene, folder, 3)
  await withHalley(scene, async (halley) => {
    expect(valueOf(await showSourceRemarks(halley, first)).tags.map(({ name }) => name)).toContain('stays')
  })
})
