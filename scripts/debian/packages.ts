import { spawnSync } from 'node:child_process'

function isInstalled(name: string): boolean {
  const outcome = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' })
  return outcome.stdout?.includes('install ok installed') ?? false
}

function aptGet(args: readonly string[]): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const outcome = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=600', ...args], { env: environment, encoding: 'utf8' })
  if (outcome.status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${outcome.stdout}${outcome.stderr}`)
}

/** Installs the Debian packages that are missing; needs root only then. */
export function installPackages(names: readonly string[]): void {
  const missing = names.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  process.stdout.write(`installing from Debian: ${missing.join(' ')}\n`)
  aptGet(['update', '-q'])
  aptGet(['install', '-y', '-q', '--no-install-recommends', ...missing])
}
