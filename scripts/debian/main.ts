import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { conclude, root } from '../step.ts'
import { compareFolders } from './compareFolders.ts'
import { proveManyHosts } from './hosts/manyHosts.ts'
import { proveSlurmWorkers } from './hosts/slurmWorkers.ts'
import { installPackages } from './packages.ts'
import { proveSendToTopcat } from './samp/sendToTopcat.ts'
import { proveServer } from './server/proveServer.ts'
import { lintEveryTable } from './votlint.ts'

/** Makes one oracle anew with Debian's astropy and compares it with the committed tables; returns the differences. */
function remake(script: string): string[] {
  const name = basename(script, '.py')
  const folder = mkdtempSync(join(tmpdir(), `halley-oracle-${name}-`))
  try {
    const outcome = spawnSync('/usr/bin/python3', [script, folder], { cwd: root, encoding: 'utf8' })
    if (outcome.status !== 0) return [`${script} failed:\n${outcome.stderr}`]
    return compareFolders(join(root, 'tests/oracles', name), folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

installPackages([
  'python3-astropy',
  'python3-astropy-healpix',
  'python3-scipy',
  'stilts',
  'libcfitsio-bin',
  'topcat',
  'xvfb',
  'libjsamp-java',
  'postgresql',
  'openssl',
  'iproute2',
  'slurmctld',
  'slurmd',
  'slurm-client',
  'munge',
])
const scripts = globSync('scripts/debian/oracles/*.py', { cwd: root }).sort()
const oracles = scripts.map((script) => ({ name: script, problems: remake(script) }))
const descriptions = (await lintEveryTable()).map(({ table, complaints }) => ({
  name: `votlint ${table}`,
  problems: complaints === '' ? [] : [complaints],
}))
const checks = [
  ...oracles,
  ...descriptions,
  ...(await proveSendToTopcat()),
  ...(await proveServer()),
  ...(await proveManyHosts()),
  ...(await proveSlurmWorkers()),
]
for (const { name, problems } of checks) {
  process.stdout.write(`${problems.length === 0 ? 'good   ' : 'DIFFERS'} ${name}\n${problems.map((line) => `  ${line}\n`).join('')}`)
}
const failed = checks.filter(({ problems }) => problems.length > 0).length
conclude(checks.length - failed, failed)
