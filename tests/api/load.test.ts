import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askAsClients } from '../../bench/siteClients.ts'
import { openSession } from '../../src/app/sessions/openSession.ts'
import { sessionCookie } from '../../src/doors/http/sessions/sessionCookie.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { withHalley } from '../samples/scene.ts'
import { halley } from '../cli/runHalley.ts'
import { startServing } from '../site/harness/serving.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')

async function deletePermanently(run: string) {
  const asked = ['delete', run, '--permanently', '--yes']
  const { stderr } = await halley(home, ...asked)
  return halley(home, ...asked, '--plan-hash', /--plan-hash (\w+)/.exec(stderr)?.[1] ?? '')
}

test('fifty people at once, who follow events and look at lists, get no error while runs are processed and purged', async () => {
  const config = writeConfig(join(folder, 'config.yaml'), await makeSurvey(join(folder, 'survey')))
  expect(await halley(home, 'process', config, '--name', 'first')).toMatchObject({ exitCode: 0 })
  const serving = await startServing(home, ['--api-only'])
  try {
    const cookies = await withHalley({ home, images: [] }, (opened) =>
      Promise.all(Array.from({ length: 50 }, () => openSession(opened.store, opened.user.id, 'a test', new Date()))),
    )
    let isOver = false
    const asked = {
      address: serving.address,
      cookies: cookies.map(({ secret }) => `${sessionCookie}=${secret}`),
      paths: ['/api/runs', '/api/runs/first', '/api/projects', '/api/trash', '/api/operations', '/api/session'],
      pauseMs: 200,
      isOver: () => isOver,
    }
    const report = askAsClients(asked)
    const outcomes = [
      await halley(home, 'process', config, '--name', 'second', '--detach'),
      await halley(home, 'process', config, '--name', 'third'),
      await deletePermanently('third'),
    ]
    isOver = true
    const { errors, tookMs, eventBytes } = await report
    expect(errors).toEqual([])
    expect(outcomes.map(({ exitCode, stderr }) => (exitCode === 0 ? '' : stderr))).toEqual(['', '', ''])
    expect(tookMs.length).toBeGreaterThan(100)
    expect(eventBytes).toBeGreaterThan(1000)
  } finally {
    await serving.stop()
  }
})
