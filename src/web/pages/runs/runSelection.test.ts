import { describe, expect, it } from 'vitest'
import { shareOf } from './runSelection.ts'

function run(name: string, work: 'completed' | 'running' | 'queued', commands: Parameters<typeof shareOf>[0][number]['commands']) {
  return { id: name, name, words: '', place: 'live', work, commands, version: 1 } as const
}

describe('what is done to several runs at once', () => {
  const rested = ['process', 'addImages', 'trash'] as const
  const atWork = ['cancel', 'cancelAndTrash'] as const

  it('says of which runs it leaves, and why', () => {
    const selected = [run('a', 'completed', rested), run('b', 'running', atWork), run('c', 'running', atWork), run('d', 'queued', atWork)]
    expect(shareOf(selected, 'process')).toMatchObject({ runs: [{ name: 'a' }], rest: 'leaves 2 that are running and 1 that is queued' })
    expect(shareOf(selected, 'cancel')).toMatchObject({
      runs: [{ name: 'b' }, { name: 'c' }, { name: 'd' }],
      rest: 'leaves 1 that is not at work',
    })
    expect(shareOf(selected, 'trash')).toMatchObject({ rest: '' })
  })

  it('never takes what is being deleted, nor what is somebody else’s', () => {
    const leaving = { ...run('a', 'completed', []), place: 'purging' as const }
    const selected = [leaving, run('b', 'completed', ['leave'])]
    expect(shareOf(selected, 'process')).toEqual({ runs: [], rest: "leaves 1 that is being deleted and 1 that is somebody else's" })
    expect(shareOf(selected, 'trash').runs.map(({ name }) => name)).toEqual(['b'])
  })
})
