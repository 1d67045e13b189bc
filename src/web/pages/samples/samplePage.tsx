import { Button, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { SampleDetails } from '../../../app/contract/sample.ts'
import { addressOf } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { useHasOthers } from '../../api/useHasOthers.ts'
import { ItemMenu } from '../../dialogs/itemMenu.tsx'
import { useDrawAgain } from '../../dialogs/useDrawAgain.tsx'
import { useNewAnalysis } from '../../dialogs/useNewAnalysis.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatBytes, formatCount, formatUtc } from '../../parts/format.ts'
import { isGone, ItemFault } from '../../parts/itemFault.tsx'
import { ItemLink } from '../../parts/itemLink.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { Section } from '../../parts/section.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'
import { FilesTable } from './filesTable.tsx'
import { Origin } from './origin.tsx'
import { Provenance } from './provenance.tsx'
import classes from './samplePage.module.css'
import { SourcesTable } from './sourcesTable.tsx'

const route = getRouteApi('/framed/samples/$sample')

const list = { words: 'Samples', to: '/samples' }

function Origins({ origins }: Pick<SampleDetails, 'origins'>) {
  return origins.map(({ runId, run, version, ...state }) => (
    <div key={`${runId} ${version}`}>
      <Origin kind="run" id={runId} name={run} version={version} {...state} />
    </div>
  ))
}

function factsOf({ origins, counts, bytes, owner, createdUtc, projectId, project }: SampleDetails, hasOthers: boolean) {
  return [
    { label: 'From', value: <Origins origins={origins} /> },
    { label: 'Sources', value: formatCount(counts.sources) },
    { label: 'Measurements', value: `${formatCount(counts.measurements)}, ${formatCount(counts.forced)} forced` },
    { label: 'Images', value: formatCount(counts.images) },
    { label: 'Size', value: formatBytes(bytes) },
    { label: 'Project', value: <ItemLink kind="project" id={projectId} name={project} /> },
    ...(hasOthers ? [{ label: 'Owner', value: owner }] : []),
    { label: 'Made', value: <When iso={createdUtc} /> },
  ]
}

function Query({ text }: { readonly text: string }) {
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <pre className={classes.query}>{text}</pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy query'}
          </Button>
        )}
      </CopyButton>
    </Group>
  )
}

function provenanceOf({ predecessor, createdUtc, owner, codeVersion, manifestHash }: SampleDetails) {
  return [
    ...(predecessor
      ? [
          {
            label: 'Drawn again from',
            value:
              predecessor.name === null ? (
                'a sample that you cannot see'
              ) : (
                <ItemLink kind="sample" id={predecessor.id} name={predecessor.name} />
              ),
          },
        ]
      : []),
    { label: 'Made', value: `${formatUtc(createdUtc)} by ${owner}, with Halley ${codeVersion}` },
    { label: 'Manifest', value: <span className="site-mono">{manifestHash}</span> },
  ]
}

function SampleView({ sample }: { readonly sample: SampleDetails }) {
  const { sort } = route.useSearch()
  const navigate = route.useNavigate()
  const hasOthers = useHasOthers()
  const drawAgain = useDrawAgain()
  const newAnalysis = useNewAnalysis()
  const { id, name, description, words, actions, files, query } = sample
  const seen = sample.origins.filter(({ where, canRead }) => where === 'live' && canRead)
  const runs = new Map(seen.map(({ run, runId }) => [run, runId]))
  const gone = sample.origins.find(({ where }) => where !== 'live')
  const addressOfFile = (file: string, as?: 'csv') => addressOf('downloadSampleFile', { params: { sample: id, file }, query: { as } })
  return (
    <Page
      title={name}
      crumbs={[list]}
      status={words === 'Deleting' && <StatusBadge words={words} />}
      actions={
        <>
          <Button variant="default" onClick={() => newAnalysis({ of: { kind: 'sample', id } })}>
            New analysis
          </Button>
          <Tooltip label={gone?.remark} disabled={!gone}>
            <Button
              variant="default"
              {...(gone ? { 'data-disabled': true } : {})}
              aria-disabled={gone !== undefined}
              onClick={() => !gone && drawAgain(sample)}
            >
              Draw again
            </Button>
          </Tooltip>
          <ItemMenu
            item={{ id, kind: 'sample', name }}
            description={description}
            actions={actions}
            onGone={() => void navigate({ to: '/samples' })}
          />
        </>
      }
    >
      {description !== '' && (
        <Text mb="md" maw={720} style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <Facts facts={factsOf(sample, hasOthers)} />
      <Section title="Query">
        <Query text={query} />
      </Section>
      <Section title="Sources">
        <SourcesTable sample={id} runs={runs} sort={sort} onSort={(next) => void navigate({ search: { sort: next }, replace: true })} />
      </Section>
      <Section title="Files">
        <FilesTable files={files} addressOf={addressOfFile} />
      </Section>
      <Section title="How it was made">
        <Provenance rows={provenanceOf(sample)} />
      </Section>
    </Page>
  )
}

/** One sample: its query, sources and files, where it is from, what can be done to it. */
export function SamplePage() {
  const { sample } = route.useParams()
  const query = useApi('showSample', { params: { sample } })
  if (query.error && (!query.data || isGone(query.error)))
    return <ItemFault kind="sample" fault={query.error} list={list} onRetry={() => void query.refetch()} />
  return <Loaded query={query}>{(details) => <SampleView key={details.id} sample={details} />}</Loaded>
}
