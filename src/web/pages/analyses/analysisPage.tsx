import { Button, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { AnalysisDetails } from '../../../app/contract/analysis.ts'
import { addressOf } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { useHasOthers } from '../../api/useHasOthers.ts'
import { ItemMenu } from '../../dialogs/itemMenu.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatBytes, formatCount, formatUtc } from '../../parts/format.ts'
import { ItemComments } from '../../parts/itemComments.tsx'
import { isGone, ItemFault } from '../../parts/itemFault.tsx'
import { ItemLink } from '../../parts/itemLink.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { Section } from '../../parts/section.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'
import { FilesTable } from '../samples/filesTable.tsx'
import { Origin } from '../samples/origin.tsx'
import { Provenance } from '../samples/provenance.tsx'
import { useEtaVPlane } from '../../plots/etaV/useEtaVPlane.ts'
import type { TableSort } from '../../parts/table/tableColumn.ts'
import { CutWords, EtaVPanel } from '../etaV/etaVPanel.tsx'
import { frozenCut } from './frozenCut.ts'
import { RerunButton, RerunOutcome, useRerun } from './rerun.tsx'
import { formatMeasure } from './formatMeasure.ts'
import { parameterRows } from './parameterRows.ts'

const route = getRouteApi('/framed/analyses/$analysis')

const list = { words: 'Analyses', to: '/analyses' }

/** That the run shows another version by now. */
function ShownNow({ run, version }: { readonly run: string; readonly version: number }) {
  const { data } = useApi('listRuns', { query: {} })
  const shown = data?.runs.find(({ id }) => id === run)?.version ?? version
  return shown === version ? null : <Text span c="var(--waiting)" inherit>{` (changed since: version ${shown} is shown)`}</Text>
}

function factsOf(analysis: AnalysisDetails, hasOthers: boolean) {
  const { of, origin, counts, eta, v, bytes, projectId, project, owner, createdUtc } = analysis
  const version = of.kind === 'run' ? { version: of.version } : {}
  return [
    {
      label: of.kind === 'run' ? 'Of run' : 'Of sample',
      value: (
        <>
          <Origin kind={of.kind} id={of.id} name={of.name} {...version} {...origin} />
          {of.kind === 'run' && origin.where === 'live' && <ShownNow run={of.id} version={of.version} />}
        </>
      ),
    },
    ...(of.kind === 'run' && of.query !== '' ? [{ label: 'Where', value: <span className="site-mono">{of.query}</span> }] : []),
    { label: 'Candidates', value: `${formatCount(counts.candidates)} of ${formatCount(counts.used)} sources` },
    { label: 'Eta above', value: formatMeasure(eta.threshold) },
    { label: 'V above', value: formatMeasure(v.threshold) },
    { label: 'Size', value: formatBytes(bytes) },
    { label: 'Project', value: <ItemLink kind="project" id={projectId} name={project} /> },
    ...(hasOthers ? [{ label: 'Owner', value: owner }] : []),
    { label: 'Made', value: <When iso={createdUtc} /> },
  ]
}

function Outcome({ analysis }: { readonly analysis: AnalysisDetails }) {
  const { sort } = route.useSearch()
  const navigate = route.useNavigate()
  const { id, of, parameters } = analysis
  const { value, fault, retry } = useEtaVPlane(addressOf('listEtaVPoints', { query: { analysis: id } }))
  const cut = useMemo(() => value && frozenCut(value, analysis), [value, analysis])
  const subject = useMemo(() => ({ analysis: id }), [id])
  const shown = useMemo(() => readSort(sort), [sort])
  const onSort = useCallback(
    (next: TableSort) => void navigate({ search: { sort: sortText(next) }, replace: true, resetScroll: false }),
    [navigate],
  )
  const version = of.kind === 'run' ? `, version ${of.version}` : ''
  return (
    <Section title="Eta and V">
      <Loaded query={{ data: value && cut ? { plane: value, cut } : undefined, error: fault, refetch: retry }}>
        {(loaded) => (
          <Stack gap="md">
            <CutWords {...loaded} />
            <EtaVPanel
              {...loaded}
              subject={subject}
              flux={parameters.fluxType}
              minDatapoints={2}
              title={`${of.kind} ${of.name}${version}`}
              sort={shown}
              onSort={onSort}
            />
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}

function AnalysisView({ analysis }: { readonly analysis: AnalysisDetails }) {
  const navigate = route.useNavigate()
  const hasOthers = useHasOthers()
  const rerun = useRerun(analysis.id)
  const { id, name, description, words, actions, files, createdUtc, owner, codeVersion, manifestHash } = analysis
  const addressOfFile = (file: string, as?: 'csv') => addressOf('downloadAnalysisFile', { params: { analysis: id, file }, query: { as } })
  const made = [
    ...parameterRows(analysis),
    { label: 'Made', value: `${formatUtc(createdUtc)} by ${owner}, with Halley ${codeVersion}` },
    { label: 'Manifest', value: <span className="site-mono">{manifestHash}</span> },
  ]
  return (
    <Page
      title={name}
      crumbs={[list]}
      status={words === 'Deleting' && <StatusBadge words={words} />}
      actions={
        <>
          <Button variant="default" component="a" href={addressOf('downloadAnalysisReport', { params: { analysis: id } })} download>
            Report
          </Button>
          <RerunButton rerun={rerun} />
          <ItemMenu
            item={{ id, kind: 'analysis', name }}
            description={description}
            actions={actions}
            onGone={() => void navigate({ to: '/analyses' })}
          />
        </>
      }
    >
      <RerunOutcome rerun={rerun} />
      {description !== '' && (
        <Text mb="md" maw={720} style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <Facts facts={factsOf(analysis, hasOthers)} />
      <Outcome analysis={analysis} />
      <Section title="How it was made">
        <Provenance rows={made} />
      </Section>
      <Section title="Files">
        <FilesTable files={files} addressOf={addressOfFile} />
      </Section>
      <ItemComments id={id} kind="analysis" />
    </Page>
  )
}

/** One analysis: its candidates, thresholds, parameters and files. */
export function AnalysisPage() {
  const { analysis } = route.useParams()
  const query = useApi('showAnalysis', { params: { analysis } })
  if (query.error && (!query.data || isGone(query.error)))
    return <ItemFault kind="analysis" fault={query.error} list={list} onRetry={() => void query.refetch()} />
  return <Loaded query={query}>{(details) => <AnalysisView key={details.id} analysis={details} />}</Loaded>
}
