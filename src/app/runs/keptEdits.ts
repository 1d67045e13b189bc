import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { readKeptText } from '../../store/runFolder.ts'
import type { Halley } from '../halley.ts'

/** Edits of the configuration that were kept, by the name that the draft lists them with. @returns `file.missing` */
export async function keptEdits(
  { store }: Halley,
  run: RunRow,
  name: string,
): Promise<Result<{ readonly name: string; readonly text: string }>> {
  const text = await readKeptText(store, run.id, name)
  if (text !== null) return success({ name, text })
  return failure(
    makeFault('file.missing', `Run ${run.name}: expected kept edits of its configuration named ${name}, found none.`, {
      hint: 'The configuration lists those that there are.',
      data: { run: run.id, name },
    }),
  )
}
