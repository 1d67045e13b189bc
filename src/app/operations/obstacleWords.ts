import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findUser } from '../../store/catalogue/people.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { Obstacle } from './obstacle.ts'

async function nameOfRun(catalogue: Catalogue, runId: string): Promise<string> {
  return (await findRun(catalogue, runId))?.name ?? runId
}

/** What an operation is called among others: its run's name, or its kind. */
async function shortName(catalogue: Catalogue, { kind, runId }: OperationRow): Promise<string> {
  return runId === null ? kind : nameOfRun(catalogue, runId)
}

/** What stands in the way, as a person reads it: "2 of 2 processings are at work: lmc, smc". */
export async function obstacleWords(catalogue: Catalogue, obstacle: Obstacle): Promise<string> {
  if (obstacle.kind === 'restoring') return `run ${await nameOfRun(catalogue, obstacle.runId)} is Restoring`
  const { kind, most, atWork } = obstacle
  const names = await Promise.all(atWork.map((operation) => shortName(catalogue, operation)))
  const count = `${atWork.length} of ${most}`
  if (kind === 'processings') return `${count} processings are at work: ${names.join(', ')}`
  const owner = atWork[0] && (await findUser(catalogue, atWork[0].actorId))
  return `${count} operations of ${owner?.name ?? 'this user'} are at work: ${names.join(', ')}`
}
