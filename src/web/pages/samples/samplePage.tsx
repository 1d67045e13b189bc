import { Button, Text, Tooltip } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { SampleDetails } from '../../../app/contract/sample.ts'
import { addressOf } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { useHasOthers } from '../../api/useHasOthers.ts'
import { ItemMenu } from '../../dialogs/itemMenu.tsx'
import { useCombineSamples } from '../../dialogs/useCombineSamples.tsx'
import { useDrawAgain } from '../../dialogs/useDrawAgain.tsx'
import { useNewAnalysis } from '../../dialogs/useNewAnalysis.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatBytes, formatCount, formatUtc } from '../../parts/format.ts'
import { EtaVLink } from '../../parts/etaVLink.tsx'
import { ItemComments } from '../../parts/itemComments.tsx'
import { isGone, ItemFault } from '../../parts/itemFault.tsx'
import { ItemLink } from '../../parts/itemLink.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { Section } from '../../parts/section.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'
import { FilesTable } from './filesTable.tsx'
import { Origin } from './origin.tsx'
import { OriginNotice } from './originNotice.tsx'
import { Provenance } from './provenance.tsx'
import classes from './samplePage.module.css'
import { SampleMap } from './sampleMap.tsx'
import { SampleQuery } from './sampleQuery.tsx'
import type { SampleSearch } from './sampleSearch.ts'
import { SampleSources } from './sampleSources.tsx'

const route = getRouteApi('/framed/samples/$sample')

const list = { words: 'Samples', to: '/samples' }

function Origins({ origins }: Pick<SampleDetails, 'origins'>) {
  return origins.map(({ runId, run, version, head, hasChanged, ...state }) => (
    <div key={`${runId} ${version}`}>
      <Origin kind="run" id={runId} name={run} version={version} {...state} remark={hasChanged ? `it shows v${head} now` : state.remark} />
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

interface SampleActionsProps {
  readonly sample: SampleDetails
  readonly onDrawAgain: () => void
  readonly onCombine: () => void
  readonly onGone: () => void
}

/** Whether a sample is what a query takes of one other. */
function isPart(combination: SampleDetails['combination']): boolean {
  return combination?.parents.length === 1
}

function originTitle({ combination }: SampleDetails): string {
  if (isPart(combination)) return 'A part of'
  return combination ? 'Combined from' : 'Query'
}

/** Why a sample is not drawn again; null where it may be. */
function whyNotAgain({ combination, origins }: SampleDetails): string | null {
  if (isPart(combination)) return 'It is a part of a sample: draw that again, then take the part of it'
  if (combination) return 'It was combined from samples: draw those again, then combine them'
  return origins.find(({ where }) => where !== 'live')?.remark ?? null
}

function SampleActions({ sample, onDrawAgain, onCombine, onGone }: SampleActionsProps) {
  const newAnalysis = useNewAnalysis()
  const { id, name, description, actions } = sample
  const obstacle = whyNotAgain(sample)
  return (
    <>
      <EtaVLink sample={id} />
      <Button variant="default" onClick={() => newAnalysis({ of: { kind: 'sample', id } })}>
        New analysis
      </Button>
      <Button variant="default" onClick={onCombine}>
        Combine
      </Button>
      <Tooltip label={obstacle} disabled={obstacle === null}>
        <Button
          variant="default"
          {...(obstacle === null ? {} : { 'data-disabled': true })}
          aria-disabled={obstacle !== null}
          onClick={() => obstacle === null && onDrawAgain()}
        >
          Draw again
        </Button>
      </Tooltip>
      <ItemMenu item={{ id, kind: 'sample', name }} description={description} actions={actions} onGone={onGone} />
    </>
  )
}

function SampleView({ sample }: { readonly sample: SampleDetails }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const hasOthers = useHasOthers()
  const drawAgain = useDrawAgain()
  const combine = useCombineSamples()
  const { id, name, description, words, files } = sample
  const seen = sample.origins.filter(({ where, canRead }) => where === 'live' && canRead)
  const runs = new Map(seen.map(({ run, runId }) => [run, runId]))
  const change = (next: SampleSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false })
  const addressOfFile = (file: string, as?: 'csv') => addressOf('downloadSampleFile', { params: { sample: id, file }, query: { as } })
  return (
    <Page
      title={name}
      crumbs={[list]}
      status={words === 'Deleting' && <StatusBadge words={words} />}
      actions={
        <SampleActions
          sample={sample}
          onDrawAgain={() => drawAgain(sample)}
          onCombine={() => combine([{ id, name }])}
          onGone={() => void navigate({ to: '/samples' })}
        />
      }
    >
      {description !== '' && (
        <Text mb="md" maw={720} style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <OriginNotice sample={sample} onDrawAgain={() => drawAgain(sample)} />
      <Facts facts={factsOf(sample, hasOthers)} />
      <div className={classes.columns}>
        <Section title={originTitle(sample)}>
          <SampleQuery sample={sample} />
        </Section>
        <Section title="On the sky">
          <SampleMap sample={id} name={sample.name} runs={runs} />
        </Section>
      </div>
      <SampleSources sample={sample} runs={runs} search={search} onSearch={change} />
      <Section title="Files">
        <FilesTable files={files} addressOf={addressOfFile} />
      </Section>
      <Section title="How it was made">
        <Provenance rows={provenanceOf(sample)} />
      </Section>
      <ItemComments id={id} kind="sample" />
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
