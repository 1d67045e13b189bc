import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findSetting } from '../../store/catalogue/settings.ts'

/** How operations share the store, as its settings say. */
export interface OperationSettings {
  /** `maxProcessings`: how many processings are at work at once, over all hosts; 0: any number. */
  readonly maxProcessings: number
  /** `maxOperationsPerUser`: how many operations of one user are at work at once; 0: any number. */
  readonly maxOperationsPerUser: number
  /** `maxBytesPerUser`: what a user may keep on the disk who has no limit of their own; 0: any amount. */
  readonly maxBytesPerUser: number
  /** `leaseSeconds`: how long a worker that says nothing is taken to be alive. Renewed six times in that time. */
  readonly leaseMs: number
}

async function numberSetting(catalogue: Catalogue, name: string, usual: number): Promise<number> {
  const text = await findSetting(catalogue, name)
  const value = Number(text)
  return text === undefined || !Number.isFinite(value) || value < 0 ? usual : value
}

export async function operationSettings(catalogue: Catalogue): Promise<OperationSettings> {
  return {
    maxProcessings: await numberSetting(catalogue, 'maxProcessings', 3),
    maxOperationsPerUser: await numberSetting(catalogue, 'maxOperationsPerUser', 0),
    maxBytesPerUser: await numberSetting(catalogue, 'maxBytesPerUser', 0),
    leaseMs: 1000 * ((await numberSetting(catalogue, 'leaseSeconds', 60)) || 60),
  }
}
