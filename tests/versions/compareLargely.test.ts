// Two versions are compared without reading who has which measurement into memory: the same comes out of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { array, assert, asyncProperty, integer, record } from 'fast-check'
import { expect, test } from 'vitest'
import { compareMembers } from '../../src/pipeline/identity/compareMembers.ts'
import { FIRST_FORCED_ID } from '../../src/app/process/measurementId.ts'
import { atCompareSite } from '../../src/store/compare/compareSite.ts'
import { contestedMembers } from '../../src/store/compare/contestedMembers.ts'
import { threadDuckDb } from '../../src/app/process/threadDuckDb.ts'
import { writeParquet } from '../../src/store/parquet/writeParquet.ts'
import { associationsTable } from '../../src/store/tables/associations.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()

interface Entry {
  readonly source: number
  readonly measurement: number
}

async function write(name: string, entries: readonly Entry[]): Promise<string> {
  const result = join(folder, name)
  mkdirSync(result, { recursive: true })
  const column = (of: (entry: Entry) => number) => Float64Array.from(entries, of)
  const columns = {
    source_id: column(({ source }) => source),
    meas_id: column(({ measurement }) => measurement),
    d2d: column(() => 0),
    dr: column(() => 0),
  }
  valueOf(await writeParquet(await threadDuckDb(), join(result, 'associations.parquet'), associationsTable, columns, { layout: 'archive' }))
  return result
}

/** Each measurement belongs to a source once. */
function entriesOf(pairs: readonly Entry[]): Entry[] {
  return [...new Map(pairs.map((entry) => [`${entry.source} ${entry.measurement}`, entry])).values()]
}

function membersOf(entries: readonly Entry[]) {
  const seen = entries.filter(({ measurement }) => measurement < FIRST_FORCED_ID)
  return {
    sourceId: Float64Array.from(seen, ({ source }) => source),
    measurementId: Float64Array.from(seen, ({ measurement }) => measurement),
  }
}

const entries = array(record({ source: integer({ min: 1, max: 8 }), measurement: integer({ min: 1, max: 20 }) }), { maxLength: 40 })

test('which sources split and merged is told by the contested measurements as by all, forced ones left out', async () => {
  let number = 0
  await assert(
    asyncProperty(entries, entries, async (first, second) => {
      number += 1
      const forced = { source: 1, measurement: FIRST_FORCED_ID + 1 }
      const [before, after] = [entriesOf([...first, forced]), entriesOf([...second, { ...forced, source: 2 }])]
      const results = { before: await write(`before-${number}`, before), after: await write(`after-${number}`, after) }
      const found = await atCompareSite(folder, async (site) =>
        valueOf(await contestedMembers(site, { ...results, firstForcedId: FIRST_FORCED_ID })),
      )
      expect(compareMembers(found.before, found.after)).toEqual(compareMembers(membersOf(before), membersOf(after)))
    }),
    { numRuns: 40 },
  )
}, 60_000)
