import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import { loadEverything } from '../../src/store/state/loadState.ts'
import { catalogueKinds, makeStorePlace } from '../catalogue/eachStore.ts'
import { Player } from '../lifecycle/player.ts'
import { snapshotOfState } from '../lifecycle/snapshot.ts'
import { seedsToReplay } from '../proof/seeds.ts'
import { addWorld, emptyCatalogue, perform } from './catalogueWorld.ts'

const SEQUENCES = Number(process.env['HALLEY_TEST_HISTORIES'] ?? 100)
const seed = Number(process.env['HALLEY_TEST_SEED'] ?? randomInt(2 ** 31 - 1))

/** Images that are gone are not in the catalogue any more. */
function withoutGoneImages(snapshot: string): string {
  return snapshot
    .split('\n')
    .filter((line) => !/^image \S+ gone/.test(line))
    .join('\n')
}

test.each(catalogueKinds)(
  `commands on a real catalogue do what they do in memory, each loading only what it concerns, over ${SEQUENCES} random histories (%s)`,
  async (kind) => {
    const place = await makeStorePlace(kind, { hasTables: true })
    const { catalogue, ...store } = await place.open()
    let commands = 0
    const play = async (seeds: readonly number[]) => {
      const player = new Player()
      await emptyCatalogue(catalogue)
      await addWorld(catalogue, player.state)
      for (const number of seeds) {
        const { command, refusal } = player.play(number)
        const said = JSON.stringify(command)
        expect((await perform({ catalogue, ...store }, command, player.nowMs))?.code, said).toBe(refusal?.code)
        if (refusal) continue
        const state = await loadEverything(catalogue)
        const [found, wanted] = [snapshotOfState(state), withoutGoneImages(snapshotOfState(player.state))]
        if (found !== wanted) expect(found, said).toBe(wanted)
        const breaches = stateInvariants.flatMap((law) => law.breaches(state).map((words) => `${law.number} ${words}`))
        expect(breaches, said).toEqual([])
        commands++
      }
    }
    try {
      const history = fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 10, maxLength: 40, size: 'max' })
      for (const each of [...seedsToReplay('catalogueHistories'), seed])
        await fc.assert(fc.asyncProperty(history, play), { numRuns: SEQUENCES, seed: each })
      console.log(`${kind}, seed ${seed}: ${commands} commands done in ${SEQUENCES} histories`)
    } finally {
      await place.remove()
    }
  },
  600_000,
)
