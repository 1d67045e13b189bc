import { imagesOfResult } from '../../store/catalogue/results.ts'
import type { ResolvedImage } from '../../store/resultInputs.ts'
import { resolvedInputsOfResult } from '../../store/resultInputs.ts'
import type { Store } from '../../store/store.ts'
import type { VersionImage } from '../contract/version.ts'

function pathsOf({ imagePath, selavyPath, noisePath, backgroundPath }: ResolvedImage): VersionImage['paths'] {
  const required = { image: imagePath, catalogue: selavyPath, noise: noisePath }
  return backgroundPath === null ? required : { ...required, background: backgroundPath }
}

/** The images of a result in the order of its list; without paths where what it keeps of them cannot be read. */
export async function imagesOfVersion(store: Store, resultId: string): Promise<readonly VersionImage[]> {
  const inputs = await resolvedInputsOfResult(store, resultId)
  const paths = new Map((inputs.ok ? inputs.value.images : []).map((image) => [image.imageId, pathsOf(image)]))
  const rows = await imagesOfResult(store.catalogue, resultId)
  return rows.map(({ id, name, epoch }) => ({ id, name, epoch, paths: paths.get(id) ?? {} }))
}

/** Images that one list has and another has not. */
export function compareImages(shown: readonly VersionImage[], target: readonly VersionImage[]) {
  const [shownIds, targetIds] = [new Set(shown.map(({ id }) => id)), new Set(target.map(({ id }) => id))]
  return { leaving: shown.filter(({ id }) => !targetIds.has(id)), returning: target.filter(({ id }) => !shownIds.has(id)) }
}
