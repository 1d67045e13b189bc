import { makeFault, type Fault } from '../../fault/fault.ts'
import { damagedImages, damagedResultFiles } from '../../store/integrity/checkFiles.ts'
import type { Store } from '../../store/store.ts'

/** Why a version cannot be shown: files of it that are missing or altered; null where it is whole. */
export async function damagedFault(
  store: Store,
  run: { readonly id: string; readonly name: string },
  version: number,
  resultId: string,
): Promise<Fault | null> {
  const damaged = [...(await damagedResultFiles(store, run.id, resultId)), ...(await damagedImages(store, resultId))]
  const [first] = damaged
  if (!first) return null
  const more = damaged.length > 1 ? ` and ${damaged.length - 1} more` : ''
  return makeFault(
    'version.damaged',
    `Version ${version} of run ${run.name}: expected its files as they were published, found ${first.path} ${first.found}${more}.`,
    {
      hint: 'Nothing was changed. ./halley fsck tells what else is damaged; bring the files back from a copy of the store.',
      data: { damaged },
    },
  )
}
