import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { EtaVHead } from '../../../app/contract/etaVPlane.ts'
import { useApi } from '../../api/useApi.ts'
import { addressOf } from '../../api/callApi.ts'
import { useNewAnalysis } from '../../dialogs/useNewAnalysis.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { formatCount } from '../../parts/format.ts'
import type { TableSort } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'
import { useEtaVCut } from '../../plots/etaV/useEtaVCut.ts'
import { useEtaVPlane } from '../../plots/etaV/useEtaVPlane.ts'
import { CutControls, type EtaVSettings } from './cutControls.tsx'
import { CutWords, EtaVPanel } from './etaVPanel.tsx'
import type { EtaVSearch } from './etaVSearch.ts'
import type { EtaVSubjectQuery } from './etaVSubject.ts'

const route = getRouteApi('/framed/eta-v')

function settingsOf({ flux, fit, cut, rate = 0.05, etaSigma = 3, vSigma = 3, datapoints = 2 }: EtaVSearch): EtaVSettings {
  return { fluxType: flux ?? 'peak', fit: fit ?? 'vast', cut: cut ?? 'sigma', rate, etaSigma, vSigma, minDatapoints: datapoints }
}

/** What the address says of settings: nothing of those that are as usual. */
function searchOf({ fluxType, fit, cut, rate, etaSigma, vSigma, minDatapoints }: EtaVSettings) {
  return {
    flux: fluxType === 'int' ? fluxType : undefined,
    fit: fit === 'trap' ? fit : undefined,
    cut: cut === 'discovery' ? cut : undefined,
    rate: rate === 0.05 ? undefined : rate,
    etaSigma: etaSigma === 3 ? undefined : etaSigma,
    vSigma: vSigma === 3 ? undefined : vSigma,
    datapoints: minDatapoints === 2 ? undefined : minDatapoints,
  }
}

/** The same sources, whatever versions the runs come to show meanwhile. */
function pinned({ sample, q }: EtaVSearch, { versions }: EtaVHead): EtaVSubjectQuery {
  if (sample !== undefined) return { sample, q: q ?? '' }
  return { run: versions.map(({ runId, run, version }) => `${runId ?? run}:${version}`), q: q ?? '' }
}

function titleOf({ sample, q }: EtaVSearch, { versions }: EtaVHead, sampleName: string | undefined): string {
  if (sample !== undefined) return `sample ${sampleName ?? ''}${q ? `, where ${q}` : ''}`
  const runs =
    versions.length > 3 ? `${versions.length} runs` : versions.map(({ run, version }) => `run ${run}, version ${version}`).join('; ')
  return q ? `${runs}, where ${q}` : runs
}

/** An analysis is of a version of one run, or of a sample. */
function useSave({ sample, q = '' }: EtaVSearch, { versions }: EtaVHead, settings: EtaVSettings): (() => void) | null {
  const newAnalysis = useNewAnalysis()
  const [only] = versions
  if (sample !== undefined && q !== '') return null
  if (sample !== undefined) return () => newAnalysis({ of: { kind: 'sample', id: sample }, parameters: settings })
  if (versions.length !== 1 || !only || only.runId === null) return null
  const chosen = { run: only.runId, version: only.version }
  return () => newAnalysis({ of: { kind: 'run', chosen, query: q }, parameters: settings })
}

interface WorkProps {
  readonly plane: EtaVPlane
  readonly search: EtaVSearch
}

function Work({ plane, search }: WorkProps) {
  const navigate = route.useNavigate()
  const committed = settingsOf(search)
  // While a slider moves the address stays: it follows when the slider is let go.
  const [moving, setMoving] = useState<Partial<EtaVSettings>>({})
  const settings = { ...committed, ...moving }
  const cut = useEtaVCut(plane, settings)
  const { head } = plane
  const subject = useMemo(() => pinned({ sample: search.sample, q: search.q }, head), [search.sample, search.q, head])
  const sample = useApi('showSample', { params: { sample: search.sample ?? '' } }, { enabled: search.sample !== undefined })
  const save = useSave(search, head, settings)
  const set = (change: Partial<EtaVSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  const commit = (change: Partial<EtaVSettings>) => {
    setMoving({})
    set(searchOf({ ...settings, ...change }))
  }
  const onSort = useCallback(
    (next: TableSort) => void navigate({ search: (now) => ({ ...now, sort: sortText(next) }), replace: true, resetScroll: false }),
    [navigate],
  )
  const sort = useMemo(() => readSort(search.sort), [search.sort])
  const title = titleOf(search, head, sample.data?.name)
  return (
    <Stack gap="lg">
      <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        Of {title}
      </Text>
      <CutControls value={settings} onChange={(change) => setMoving((now) => ({ ...now, ...change }))} onCommit={commit} cut={cut} />
      <Group justify="space-between">
        <CutWords plane={plane} cut={cut} />
        <Button disabled={save === null || plane.end === null} onClick={() => save?.()}>
          Save as analysis
        </Button>
      </Group>
      <Text c="dimmed" size="sm">
        Forced fits take part in eta and V here. An analysis can leave them out and compute both from detections alone: its dialog asks.
      </Text>
      {save === null && head.versions.length > 0 && (
        <Text c="dimmed" size="sm">
          An analysis is of one run, or of a whole sample: save these sources as a sample on <Link to="/sources">Sources</Link>, to keep
          what is found.
        </Text>
      )}
      {plane.end?.isWhole === false && (
        <Alert
          color="yellow"
          styles={{ title: { color: 'var(--ink)' } }}
          title={`The first ${formatCount(plane.id.length)} sources are shown`}
        >
          Fits and counts are of these alone. Ask for fewer by a query.
        </Alert>
      )}
      <EtaVPanel
        plane={plane}
        cut={cut}
        subject={subject}
        flux={settings.fluxType}
        minDatapoints={settings.minDatapoints}
        title={title}
        colour={search.colour ?? null}
        onColour={(colour) => set({ colour: colour ?? undefined })}
        sort={sort}
        onSort={onSort}
      />
    </Stack>
  )
}

/** The plane of eta and V of runs, of a query or of a sample: what varies is found here, and kept as an analysis. */
export function EtaVPage() {
  const search = route.useSearch()
  const { run = [], project, q, sample, flux = 'peak', datapoints = 2 } = search
  const ground = sample !== undefined ? { sample } : project !== undefined ? { project } : { run }
  const asked = { ...ground, ...(q === undefined ? {} : { q }) }
  const { value: plane, fault, retry } = useEtaVPlane(addressOf('listEtaVPoints', { query: { ...asked, flux, minDatapoints: datapoints } }))
  const isEmpty = plane?.end !== null && plane?.id.length === 0
  return (
    <Page title="Eta and V" crumbs={[sample === undefined ? { words: 'Sources', to: '/sources' } : { words: 'Samples', to: '/samples' }]}>
      {fault && <FaultPanel fault={fault} onRetry={retry} />}
      {!fault && isEmpty && (
        <EmptyState title="No source takes part">
          A source needs at least {datapoints} datapoints, and eta and V above 0. Ask for more sources, or accept fewer datapoints.
        </EmptyState>
      )}
      {!fault && !isEmpty && (
        <Loaded query={{ data: plane ?? undefined, error: null, refetch: retry }}>
          {(points) => <Work plane={points} search={search} />}
        </Loaded>
      )}
    </Page>
  )
}
