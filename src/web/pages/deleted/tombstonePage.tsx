import { Button, Code, Group, ScrollArea, Stack, Text, Title } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TombstonePage as Left } from '../../../app/contract/trash.ts'
import { useApi } from '../../api/useApi.ts'
import { formatUtc } from '../../parts/format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { deletedBy } from '../../words/destruction.ts'
import { countsWords } from './countsWords.ts'
import classes from './tombstone.module.css'

const route = getRouteApi('/framed/deleted/$id')

function Fact({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Facts({ left }: { readonly left: Left }) {
  const { owner, projectName, by, atUtc, reason, counts, hashes } = left
  return (
    <dl className={classes.facts}>
      <Fact words="Owner">{owner}</Fact>
      {projectName !== null && <Fact words="Project">{projectName}</Fact>}
      <Fact words="Deleted by">{deletedBy(by)}</Fact>
      <Fact words="When">{formatUtc(atUtc)}</Fact>
      <Fact words="Why">{reason || 'No reason was given.'}</Fact>
      <Fact words="It had">{countsWords(counts) || 'nothing'}</Fact>
      {hashes.length > 0 && (
        <Fact words={hashes.length === 1 ? 'Hash of its result' : 'Hashes of its results'}>
          {hashes.map((hash) => (
            <div key={hash} className="site-mono">
              {hash}
            </div>
          ))}
        </Fact>
      )}
      <Fact words="Your files">Your FITS files were not touched.</Fact>
    </dl>
  )
}

function Configuration({ text }: { readonly text: string }) {
  return (
    <Stack gap="sm">
      <Title order={2}>Its last configuration</Title>
      <ScrollArea.Autosize mah={480} className="site-panel">
        <Code block>{text}</Code>
      </ScrollArea.Autosize>
    </Stack>
  )
}

function Tombstone({ left }: { readonly left: Left }) {
  const { id, kind, name, configuration } = left
  return (
    <Page
      title={name}
      crumbs={[{ words: 'Deleted', to: '/deleted' }]}
      status={
        <Group gap="sm">
          <Text c="dimmed">{kind}</Text>
          <StatusBadge words="Deleted" />
        </Group>
      }
      actions={
        configuration !== null && (
          <Button component="a" href={`/runs/new?from=${encodeURIComponent(id)}`}>
            New run from this configuration
          </Button>
        )
      }
    >
      <Stack gap="xl">
        <Facts left={left} />
        {configuration !== null && <Configuration text={configuration} />}
      </Stack>
    </Page>
  )
}

/** What is left of one thing that was deleted permanently. */
export function TombstonePage() {
  const { id } = route.useParams()
  const query = useApi('showDeleted', { params: { id } })
  if (query.data) return <Tombstone left={query.data} />
  return (
    <Page title="Deleted" crumbs={[{ words: 'Deleted', to: '/deleted' }]}>
      <Loaded query={query}>{() => <Link to="/deleted">What was deleted</Link>}</Loaded>
    </Page>
  )
}
