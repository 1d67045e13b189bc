import { Button, Group } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { ProjectSummary } from '../../../app/contract/project.ts'
import { useApi } from '../../api/useApi.ts'
import { useHasOthers } from '../../api/useHasOthers.ts'
import { formatBytes, formatCount } from '../../parts/format.ts'
import { ItemLink } from '../../parts/itemLink.tsx'
import { ItemList } from '../../parts/itemList.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { ViewTrash } from '../../parts/viewTrash.tsx'
import { When } from '../../parts/when.tsx'
import { ProjectUse } from './projectUse.tsx'
import { useNewProject } from './useNewProject.tsx'

const route = getRouteApi('/framed/projects')

type Column = TableColumn<ProjectSummary>

const name: Column = {
  id: 'name',
  header: 'Name',
  cell: ({ id, name, use, words }) => (
    <Group gap="sm" wrap="nowrap">
      <ItemLink kind="project" id={id} name={name} />
      <ProjectUse use={use} />
      {words === 'Deleting' && <StatusBadge words={words} />}
    </Group>
  ),
  sortBy: ({ name }) => name,
}

function countColumn(id: 'runs' | 'samples' | 'analyses' | 'members', header: string): Column {
  return { id, header, isNumber: true, cell: (row) => formatCount(row[id]), sortBy: (row) => row[id] }
}

const owner: Column = { id: 'owner', header: 'Owner', cell: ({ owner }) => owner, sortBy: ({ owner }) => owner }

const counts = [countColumn('runs', 'Runs'), countColumn('samples', 'Samples'), countColumn('analyses', 'Analyses')]

const size: Column = { id: 'size', header: 'Size', isNumber: true, cell: ({ bytes }) => formatBytes(bytes), sortBy: ({ bytes }) => bytes }

const changed: Column = {
  id: 'changed',
  header: 'Changed',
  cell: ({ updatedUtc }) => <When iso={updatedUtc} />,
  sortBy: ({ updatedUtc }) => updatedUtc,
}

const ownColumns = [name, ...counts, size, changed]
const sharedColumns = [name, owner, ...counts, countColumn('members', 'Members'), size, changed]

/** All projects that the user may see. */
export function ProjectsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useApi('listProjects', {})
  const newProject = useNewProject()
  const hasOthers = useHasOthers()
  return (
    <Page
      title="Projects"
      actions={
        <>
          <ViewTrash kind="project" />
          <Button onClick={newProject}>New project</Button>
        </>
      }
    >
      <Loaded query={query}>
        {({ projects }) => (
          <ItemList
            kind="project"
            words="projects"
            rows={projects}
            columns={hasOthers ? sharedColumns : ownColumns}
            textOf={(project) => `${project.name} ${project.description} ${project.owner}`}
            search={search}
            onSearch={(next) => void navigate({ search: next, replace: true })}
          />
        )}
      </Loaded>
    </Page>
  )
}
