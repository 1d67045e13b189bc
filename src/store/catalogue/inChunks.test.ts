import { expect, test } from 'vitest'
import { inChunks } from './inChunks.ts'

test('gives all rows of all chunks, however many one statement answers with', async () => {
  const sizes: number[] = []
  const ids = Array.from({ length: 25_000 }, (_, index) => String(index))
  const rows = await inChunks(ids, (chunk) => {
    sizes.push(chunk.length)
    return Promise.resolve(chunk.flatMap((id) => Array.from({ length: 20 }, () => id)))
  })
  expect(sizes).toEqual([10_000, 10_000, 5000])
  expect(rows).toHaveLength(500_000)
})
