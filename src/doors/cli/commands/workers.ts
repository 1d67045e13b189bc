import { Command } from 'commander'
import { listWorkers } from '../../../app/administration/listWorkers.ts'
import type { WorkerView } from '../../../app/contract/administration.ts'
import { formatSecond } from '../formatTime.ts'
import { shortId } from '../operationLines.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

const header = ['host', 'process', 'state', 'works on', 'takes', 'at once', 'threads', 'started (UTC)', 'job'] as const

function rowOf({ host, process, isThere, worksOn, queues, concurrency, threads, startedUtc, job }: WorkerView): readonly string[] {
  const state = !isThere ? 'gone' : worksOn.length > 0 ? 'at work' : 'waits'
  const work = worksOn.map(({ id, kind }) => `${kind} ${shortId(id)}`).join(', ')
  const takes = queues === null ? 'everything' : queues.join(', ') || 'nothing itself'
  const [atOnce, each] = [concurrency, threads].map((number) => (number === 0 ? '' : String(number)))
  return [host, String(process), state, work, takes, atOnce ?? '', each ?? '', formatSecond(startedUtc), job ?? '']
}

function printWorkers(workers: readonly WorkerView[]): void {
  if (workers.length === 0) return printLine('No workers. What is asked for waits until one is there: ./halley worker')
  printTable(header, workers.map(rowOf))
}

export function workersCommand(): Command {
  return new Command('workers')
    .summary('list the processes that do the work, on all hosts')
    .description(
      'Lists workers on all hosts: what each is at, from which queues it takes, how many operations it does at once, and with how many threads each. For administrators. One that is gone has not said that it ended: what it was at is done by another.',
    )
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley workers\n  ./halley workers --json')
    .action(({ json }: { readonly json: boolean }) => withHalley(json, listWorkers, json ? printJson : printWorkers))
}
