import { join } from 'node:path'
import { expect, test } from 'vitest'
import { process } from './processing.ts'
import { makeSurvey, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()

/** What processing the same survey at another place of the sky counts. */
async function countsAt(centreRaDeg: number, centreDecDeg: number, fieldColumns: number) {
  const label = `${centreRaDeg}_${centreDecDeg}_${fieldColumns}`
  const options = { centreRaDeg, centreDecDeg, fieldColumns, fieldOverlap: 0.3, sizePixels: 160, componentsPerImage: 20 }
  const images = await makeSurvey(join(folder, label), options)
  const { counts } = await process(join(folder, `home-${label}`), writeConfig(join(folder, `${label}.yaml`), images, { form: 'epochs' }))
  return counts
}

test('a survey of two tiles at right ascension 0, 90, 180 or 270 gives the same numbers of everything', async () => {
  const expected = await countsAt(90, 0, 2)
  expect(expected).toMatchObject({ images: 6 })
  expect(expected.newSources).toBeGreaterThan(0)
  for (const raDeg of [0, 180, 270]) expect(await countsAt(raDeg, 0, 2)).toEqual(expected)
})

test('a survey over the south pole gives the numbers that it gives at the equator', async () => {
  const expected = await countsAt(0, 0, 1)
  expect(expected.forced).toBeGreaterThan(0)
  for (const raDeg of [0, 90, 270]) expect(await countsAt(raDeg, -89.99, 1)).toEqual(expected)
})

test('a survey of two tiles over the south pole gives the same numbers from wherever it is looked at', async () => {
  expect(await countsAt(180, -89.95, 2)).toEqual(await countsAt(0, -89.95, 2))
})
