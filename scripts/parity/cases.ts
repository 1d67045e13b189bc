import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../step.ts'

/** One configuration whose tables, as the VAST Pipeline writes them, lie in the folder `expected-<name>`. */
export interface Case {
  readonly name: string
  readonly radiusArcsec: number
  readonly monitor: boolean
}

export const cases: readonly Case[] = [
  { name: 'basic', radiusArcsec: 10, monitor: false },
  { name: 'basic-forced', radiusArcsec: 15, monitor: true },
]

export const epochs = ['epoch01', 'epoch02', 'epoch03', 'epoch04'] as const

function configurationOf({ radiusArcsec, monitor }: Case, data: string): string {
  const list = (ending: string) => epochs.map((epoch) => `    - ${join(data, epoch + ending)}`).join('\n')
  return `inputs:
  image:
${list('.fits')}
  selavy:
${list('.selavy.components.txt')}
  noise:
${list('.noiseMap.fits')}
  background:
${list('.meanMap.fits')}
source_monitoring:
  monitor: ${monitor}
source_association:
  method: basic
  radius: ${radiusArcsec}
`
}

/** Processes the case with the command that users have; returns the run directory. */
export function processCase(test: Case, data: string, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const config = join(folder, `${test.name}.yaml`)
  writeFileSync(config, configurationOf(test, data))
  const home = join(folder, 'home')
  const args = ['src/doors/cli/main.ts', 'process', config, '--name', test.name]
  const outcome = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, HALLEY_HOME: home } })
  if (outcome.status !== 0) throw new Error(`processing ${test.name} failed:\n${outcome.stdout}${outcome.stderr}`)
  return join(home, 'runs', test.name)
}
