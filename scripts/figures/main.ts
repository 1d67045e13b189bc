import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoOutcome } from '../../src/app/demo/runDemo.ts'
import { root } from '../step.ts'
import { lightCurveSvg } from './lightCurveSvg.ts'

/** Draws the figures of the documentation from the demo survey: the light curve of the source that varies most. */
const home = mkdtempSync(join(tmpdir(), 'halley-figures-'))
try {
  const command = ['src/doors/cli/main.ts', 'demo', '--json']
  const outcome = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env: { ...process.env, HALLEY_HOME: home } })
  const [brightest] = (JSON.parse(outcome.stdout) as DemoOutcome).highlights
  if (!brightest) throw new Error(`The demo found no variable source:\n${outcome.stderr}`)
  writeFileSync(join(root, 'docs/light-curve.svg'), lightCurveSvg(brightest))
} finally {
  rmSync(home, { recursive: true, force: true })
}
