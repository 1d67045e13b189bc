import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ComparedImage, type ComparedInputs, compareInputs, isAddition, onlyAdds } from './compareInputs.ts'

const settings = { 'source_association.radius': 10, 'source_association.parallel': false, 'processing.num_workers': null, 'run.path': null }

function image(name: string, epoch: number, changes: Partial<ComparedImage> = {}): ComparedImage {
  const fingerprints = { image: `pixels of ${name}`, catalogue: `components of ${name}`, noise: `noise of ${name}` }
  return { path: `/data/${name}.fits`, fingerprints, epoch, epochKey: null, ...changes }
}

function inputs(images: readonly ComparedImage[], changes: ComparedInputs['settings'] = {}): ComparedInputs {
  return { settings: { ...settings, ...changes }, images }
}

const arbitraryImages = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .chain((names) => fc.tuple(...names.map((name) => fc.nat(3).map((epoch) => image(name, epoch)))))

test('inputs do not differ from themselves in another order, at other places, with epochs numbered otherwise', () => {
  fc.assert(
    fc.property(arbitraryImages, fc.nat(100), (images, shift) => {
      const elsewhere = images.toReversed().map((one) => ({ ...one, path: `/moved${one.path}`, epoch: 2 * one.epoch + shift }))
      expect(compareInputs(inputs(images), inputs(elsewhere))).toEqual({
        settings: [],
        removed: [],
        replaced: [],
        regrouped: [],
        added: [],
      })
    }),
  )
})

test('what one side has and the other has not is added one way and removed the other', () => {
  fc.assert(
    fc.property(arbitraryImages, fc.infiniteStream(fc.boolean()), (images, stays) => {
      const some = images.filter(() => stays.next().value)
      const others = images.filter((one) => !some.includes(one)).map(({ path }) => path)
      const grown = compareInputs(inputs(some), inputs(images))
      expect(grown).toMatchObject({ added: others, removed: [], regrouped: [] })
      expect([onlyAdds(grown), isAddition(grown)]).toEqual([true, others.length > 0])
      const shrunk = compareInputs(inputs(images), inputs(some))
      expect(shrunk).toMatchObject({ added: [], removed: others, regrouped: [] })
      expect(onlyAdds(shrunk)).toBe(others.length === 0)
    }),
  )
})

test('settings that no result depends on do not count', () => {
  const images = [image('a', 0)]
  const without = { 'processing.num_workers': 4, 'run.path': '/somewhere', 'source_association.parallel': true }
  expect(compareInputs(inputs(images), inputs(images, without)).settings).toEqual([])
  expect(compareInputs(inputs(images), inputs(images, { 'source_association.radius': 5 })).settings).toEqual([
    { setting: 'source_association.radius', from: 10, to: 5 },
  ])
})

test('an image with another file is replaced, by its pixels first and by its path then', () => {
  const before = [image('a', 0), image('b', 1)]
  const recatalogued = image('a', 0, { path: '/elsewhere/a.fits', fingerprints: { ...image('a', 0).fingerprints, catalogue: 'newer' } })
  const reduced = image('b', 1, { fingerprints: { ...image('b', 1).fingerprints, image: 'newer' } })
  expect(compareInputs(inputs(before), inputs([recatalogued, reduced]))).toMatchObject({
    replaced: [
      { from: '/data/a.fits', to: '/elsewhere/a.fits', files: ['catalogue'] },
      { from: '/data/b.fits', to: '/data/b.fits', files: ['image'] },
    ],
    removed: [],
    added: [],
  })
})

test('images that change their company are told; where only the order of epochs changes, those that move', () => {
  const before = [image('a', 0), image('b', 0), image('c', 1), image('d', 2)]
  const joined = [image('a', 0), image('b', 0), image('c', 1), image('d', 1)]
  const paths = (later: readonly ComparedImage[]) => compareInputs(inputs(before), inputs(later)).regrouped.map(({ path }) => path)
  expect(paths(joined)).toEqual(['/data/c.fits', '/data/d.fits'])
  const swapped = [image('a', 0), image('b', 0), image('c', 2), image('d', 1)]
  expect(paths(swapped)).toEqual(['/data/c.fits', '/data/d.fits'])
})
