import { Anchor, Badge, Group, Space, Stack, Tabs, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { ProjectDetails } from '../../../app/contract/project.ts'
import { useApi } from '../../api/useApi.ts'
import { useHasOthers } from '../../api/useHasOthers.ts'
import { ItemMenu } from '../../dialogs/itemMenu.tsx'
import { People } from '../../dialogs/people.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatBytes, formatCount } from '../../parts/format.ts'
import { ItemComments } from '../../parts/itemComments.tsx'
import { isGone, ItemFault } from '../../parts/itemFault.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'
import { projectTabs, type ProjectSearch, type ProjectTab } from './projectSearch.ts'
import { AnalysesOfProject, RunsOfProject, SamplesOfProject } from './projectTabs.tsx'
import { ProjectUse } from './projectUse.tsx'
import { retentionWords } from './retentionWords.ts'
import { useRetention } from './useRetention.tsx'

const route = getRouteApi('/framed/projects/$project')

const list = { words: 'Projects', to: '/projects' }

function factsOf(project: ProjectDetails, hasOthers: boolean, changeRetention: () => void) {
  const mayChange = project.actions.some(({ command }) => command === 'setRetention')
  const days = `${retentionWords(project.retentionDays)}${project.hasOwnRetention ? '' : ', as the server'}`
  return [
    ...(hasOthers ? [{ label: 'Owner', value: project.owner }] : []),
    { label: 'Size', value: formatBytes(project.bytes) },
    { label: 'Changed', value: <When iso={project.updatedUtc} /> },
    {
      label: 'In Trash for',
      value: mayChange ? (
        <Anchor component="button" type="button" inherit onClick={changeRetention} aria-label={`In Trash for ${days}: change`}>
          {days}
        </Anchor>
      ) : (
        days
      ),
    },
  ]
}

function countOf(project: ProjectDetails, tab: ProjectTab): number {
  return tab === 'members' ? project.shares.length : project[tab]
}

const wordsOfTab: Readonly<Record<ProjectTab, string>> = { runs: 'Runs', samples: 'Samples', analyses: 'Analyses', members: 'Members' }

function Members({ project }: { readonly project: ProjectDetails }) {
  return (
    <Stack gap="lg" maw={720}>
      <Text c="dimmed">
        The owner acts as administrator in this project, and nowhere else. Editors also create in it; viewers read, export and comment.
        {project.use === 'shared' && ' Everyone who is signed in is an editor of this one.'}
      </Text>
      <People item={{ ...project, kind: 'project' }} />
    </Stack>
  )
}

interface TabsProps {
  readonly project: ProjectDetails
  readonly search: ProjectSearch
  readonly onSearch: (search: ProjectSearch) => void
}

function ProjectTabs({ project, search, onSearch }: TabsProps) {
  const hasOthers = useHasOthers()
  const tab = search.tab ?? 'runs'
  const shown = projectTabs.filter((one) => one !== 'members' || hasOthers)
  const given = { project, search, onSearch: (next: ProjectSearch) => onSearch({ ...next, tab: search.tab }) }
  return (
    <Tabs value={tab} onChange={(next) => onSearch({ tab: projectTabs.find((one) => one === next) })} keepMounted={false}>
      <Tabs.List mb="md">
        {shown.map((one) => (
          <Tabs.Tab
            key={one}
            value={one}
            rightSection={
              <Badge variant="default" size="sm" circle={countOf(project, one) < 10} tt="none">
                {formatCount(countOf(project, one))}
              </Badge>
            }
          >
            {wordsOfTab[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="runs">
        <RunsOfProject {...given} />
      </Tabs.Panel>
      <Tabs.Panel value="samples">
        <SamplesOfProject {...given} />
      </Tabs.Panel>
      <Tabs.Panel value="analyses">
        <AnalysesOfProject {...given} />
      </Tabs.Panel>
      <Tabs.Panel value="members">
        <Members project={project} />
      </Tabs.Panel>
    </Tabs>
  )
}

function ProjectView({ project }: { readonly project: ProjectDetails }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const hasOthers = useHasOthers()
  const retention = useRetention()
  const { id, name, description, use, words, actions } = project
  return (
    <Page
      title={name}
      crumbs={[list]}
      status={
        <Group gap="sm">
          <ProjectUse use={use} />
          {words === 'Deleting' && <StatusBadge words={words} />}
        </Group>
      }
      actions={
        <ItemMenu
          item={{ id, kind: 'project', name }}
          description={description}
          actions={actions}
          onGone={() => void navigate({ to: '/projects' })}
        />
      }
    >
      {description !== '' && (
        <Text mb="md" maw={720} style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <Facts facts={factsOf(project, hasOthers, () => retention(project))} />
      <ProjectTabs project={project} search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
      <Space h={32} />
      <ItemComments id={id} kind="project" />
    </Page>
  )
}

/** One project: what is in it, who is in it, what can be done to it. */
export function ProjectPage() {
  const { project } = route.useParams()
  const query = useApi('showProject', { params: { project } })
  if (query.error && (!query.data || isGone(query.error)))
    return <ItemFault kind="project" fault={query.error} list={list} onRetry={() => void query.refetch()} />
  return <Loaded query={query}>{(details) => <ProjectView key={details.id} project={details} />}</Loaded>
}
