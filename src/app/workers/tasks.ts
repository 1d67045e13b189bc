import type { Result } from '../../fault/fault.ts'
import { associateGroup } from '../process/tasks/associateGroup.ts'
import { fingerprint } from '../process/tasks/fingerprint.ts'
import { ingestImage } from '../process/tasks/ingestImage.ts'
import { measurePositions } from '../process/tasks/measurePositions.ts'
import { writeForced } from '../process/tasks/writeForced.ts'
import { writeTable } from '../process/tasks/writeTable.ts'

/** All work that threads do, by name. */
const tasks = { associateGroup, fingerprint, ingestImage, measurePositions, writeForced, writeTable }

type Tasks = typeof tasks

export type TaskName = keyof Tasks

export type TaskInput<N extends TaskName> = Parameters<Tasks[N]>[0]

export type TaskOutput<N extends TaskName> = Awaited<ReturnType<Tasks[N]>> extends Result<infer T> ? T : never

/** Runs a task on this thread. The pool's types guarantee that the input belongs to the name. */
export function performTask(name: TaskName, input: unknown): Promise<Result<unknown>> {
  const task = tasks[name] as (input: unknown) => Promise<Result<unknown>>
  return task(input)
}

function children(item: unknown): unknown[] {
  return typeof item === 'object' && item !== null && !ArrayBuffer.isView(item) ? Object.values(item) : [item]
}

/** The buffers of the typed arrays in a value, down to its second level: they can change hands without a copy. */
export function transferables(value: unknown): ArrayBuffer[] {
  const views = children(value)
    .flatMap(children)
    .filter((item) => ArrayBuffer.isView(item))
  return [...new Set(views.map((view) => view.buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}
