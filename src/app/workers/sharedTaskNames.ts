/**
 * What may be done by another host: parts that take a while, and give back less than a table. Those with `outputPath`
 * write files beside that path, which are moved there when they are done.
 */
const sharedTaskNames = ['associateGroup', 'fingerprint', 'ingestImage', 'measurePositions'] as const

export type SharedTaskName = (typeof sharedTaskNames)[number]

export function isShared(name: string): name is SharedTaskName {
  return sharedTaskNames.some((shared) => shared === name)
}
