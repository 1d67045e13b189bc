import { healViews } from '../../store/views/healViews.ts'
import type { Halley } from '../halley.ts'
import { finding, type Finding } from './finding.ts'

/** The run directories for people, which are brought in line with the catalogue. */
export async function checkDirectories({ store }: Halley): Promise<readonly Finding[]> {
  const blocked = await healViews(store)
  return blocked.map((path) =>
    finding('directories', 'note', `Something of a user's is where a link of Halley's would be: ${path}`, [path]),
  )
}
