import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoOutcome } from '../../src/app/demo/runDemo.ts'
import { root } from '../step.ts'
import { lightCurveSvg } from './lightCurveSvg.ts'

/** Draws the figures of the documentation from the demo survey: the light curve of a transient. */
const home = mkdtempSync(join(tmpdir(), 'halley-figures-'))
try {
  const command = ['src/doors/cli/main.ts', 'demo', '--json']
  const outcome = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env: { ...process.env, HALLEY_HOME: home } })
  const { highlights } = JSON.parse(outcome.stdout) as DemoOutcome
  const transient = highlights.find(({ isForced }) => isForced.includes(true) && isForced.filter((forced) => !forced).length > 2)
  if (!transient) throw new Error(`The demo found no transient in several epochs:\n${outcome.stderr}`)
  writeFileSync(join(root, 'docs/light-curve.svg'), lightCurveSvg(transient))
} finally {
  rmSync(home, { recursive: true, force: true })
}
