import { ItemLink } from './itemLink.tsx'
import type { TableColumn } from './table/tableColumn.ts'
import { When } from './when.tsx'

/** What lists of samples and of analyses say of each alike. */
interface Drawn {
  readonly projectId: string
  readonly project: string
  readonly owner: string
  readonly createdUtc: string
}

const project: TableColumn<Drawn> = {
  id: 'project',
  header: 'Project',
  cell: ({ projectId, project: name }) => <ItemLink kind="project" id={projectId} name={name} />,
  sortBy: ({ project: name }) => name,
}

const owner: TableColumn<Drawn> = { id: 'owner', header: 'Owner', cell: (row) => row.owner, sortBy: (row) => row.owner }

const made: TableColumn<Drawn> = {
  id: 'made',
  header: 'Made',
  cell: ({ createdUtc }) => <When iso={createdUtc} />,
  sortBy: ({ createdUtc }) => createdUtc,
}

/** The last columns of such a list: its project where they differ, its owner where there are others, when it was made. */
export function drawnColumns(isOfProject: boolean, hasOthers: boolean): readonly TableColumn<Drawn>[] {
  return [...(isOfProject ? [] : [project]), ...(hasOthers ? [owner] : []), made]
}
