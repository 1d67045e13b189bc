import type { Plan } from '../../lifecycle/plans/plan.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findPurge } from '../../store/purge/purges.ts'
import type { OperationView } from '../contract/operation.ts'

/** What a purge is about, from its plan: the first of what goes, and how much else. */
export async function purgeSubject(catalogue: Catalogue, purgeId: string): Promise<OperationView['subject']> {
  const purge = await findPurge(catalogue, purgeId)
  if (!purge) return null
  const { goes } = JSON.parse(purge.plan.slice(purge.plan.indexOf('\n'))) as Plan
  const names = goes.items.map(({ kind, name }) => `${kind} ${name}`)
  if (names.length === 0 && goes.versions.length > 0) names.push('versions')
  const [first = 'images', ...others] = names
  return { id: purgeId, kind: 'purge', name: others.length > 0 ? `${first} and ${others.length} more` : first }
}
