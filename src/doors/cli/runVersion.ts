import { InvalidArgumentError } from 'commander'
import type { RunVersion } from '../../app/drawn/readVersion.ts'

/** Reads `lmc` or `lmc@2`. */
export function parseRunVersion(text: string): RunVersion {
  const [run = '', version, ...more] = text.split('@')
  if (version === undefined && run !== '') return { run }
  const number = Number(version)
  if (run === '' || more.length > 0 || !Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('expected a run, or a run and a version as in lmc@2.')
  }
  return { run, version: number }
}

/** {@link parseRunVersion} for an option that may be given several times, or with several values. */
export function parseRunVersions(text: string, earlier: readonly RunVersion[] = []): readonly RunVersion[] {
  return [...earlier, parseRunVersion(text)]
}
