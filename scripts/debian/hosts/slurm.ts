import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './run.ts'

/** A cluster of one node, which is this machine. */
export interface TestCluster {
  /** What its commands need to find it. */
  readonly environment: Readonly<Record<string, string>>
  stop(): Promise<void>
}

function configurationOf(folder: string, node: string, port: number): string {
  return `
ClusterName=halley
SlurmctldHost=${node}(127.0.0.1)
SlurmctldPort=${port}
SlurmdPort=${port + 1}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SchedulerParameters=sched_interval=1,batch_sched_delay=0
KillWait=2
MpiDefault=none
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`
}

function daemon(command: string, args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(command, args, { env: { ...process.env, ...environment }, stdio: 'ignore' })
}

/** Starts Debian's Slurm on loopback, with keys and folders of its own. Needs root. */
export async function startSlurm(): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-slurm-'))
  run('chmod', '755', folder)
  for (const name of ['munge', 'state', 'spool']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'munge/key'), randomBytes(1024), { mode: 0o400 })
  run('chown', '-R', 'munge:', join(folder, 'munge'))
  const path = join(folder, 'slurm.conf')
  writeFileSync(path, configurationOf(folder, hostname(), 20_000 + (process.pid % 20_000)))
  const environment = { SLURM_CONF: path }
  const munge = ['key-file=key', 'socket=socket', 'pid-file=pid', 'log-file=log', 'seed-file=seed']
  const options = munge.map((text) => `--${text.replace('=', `=${folder}/munge/`)}`)
  const daemons = [daemon('runuser', ['-u', 'munge', '--', 'munged', '--foreground', '--force', ...options], environment)]
  await sleep(1000)
  daemons.push(daemon('slurmctld', ['-D', '-f', path], environment))
  await sleep(1000)
  daemons.push(daemon('slurmd', ['-D', '-f', path], environment))
  return {
    environment,
    async stop() {
      for (const child of daemons.toReversed()) {
        if (child.exitCode !== null) continue
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
