import { basename, join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import type { Claim } from '../catalogue/operations.ts'
import { removeMade } from '../files/removeMade.ts'
import { makeFolder } from '../home.ts'
import type { Store } from '../store.ts'

/** Where one attempt of an operation writes. Each attempt has its own: a worker that was presumed dead may still write into another. */
export interface Attempt {
  readonly claim: Claim
  /** For the files of a result, flat. */
  readonly resultFolder: string
  /** For the measurements of a new image: a folder of its own. */
  imageFolder(imageId: string): string
}

/** Makes the folders of an attempt, empty. */
export function beginAttempt(store: Store, claim: Claim): Promise<Result<Attempt>> {
  return settle(async () => {
    const folder = store.paths.attempt(claim.id, claim.attempt)
    await removeMade(folder)
    makeFolder(store.paths.operation(claim.id))
    makeFolder(folder)
    const resultFolder = join(folder, 'result')
    const images = join(folder, 'images')
    makeFolder(resultFolder)
    makeFolder(images)
    return {
      claim,
      resultFolder,
      imageFolder: (imageId) => {
        const path = join(images, basename(store.paths.image(imageId)))
        makeFolder(path)
        return path
      },
    }
  })
}

/** Removes what an attempt wrote that stops before it is done, for another goes on in a folder of its own. */
export function discardAttempt(store: Store, claim: Claim): Promise<Result<void>> {
  return settle(() => removeMade(store.paths.attempt(claim.id, claim.attempt)))
}
