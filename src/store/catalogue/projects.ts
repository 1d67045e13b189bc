import type { Catalogue } from './openCatalogue.ts'
import type { ProjectRow } from './schema.ts'

export function findLiveProjectByName(catalogue: Catalogue, name: string): Promise<ProjectRow | undefined> {
  return catalogue.selectFrom('projects').selectAll().where('name', '=', name).where('place', '=', 'live').executeTakeFirst()
}
