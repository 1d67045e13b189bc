import { SegmentedControl, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import type { SourceChanges } from '../../../../app/contract/version.ts'
import { useApi } from '../../../api/useApi.ts'
import { EmptyState } from '../../../parts/emptyState.tsx'
import { formatCount } from '../../../parts/format.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { Page } from '../../../parts/page.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { MissingRun } from '../missingRun.tsx'
import { useRun } from '../useRun.ts'
import { VersionGlanceView } from '../versions/versionGlanceView.tsx'
import { ChangePlots } from './changePlots.tsx'
import { ChangesTable } from './changesTable.tsx'
import { kindWords } from './changeWords.ts'
import classes from './compare.module.css'
import { CurvesOfSource } from './curvesOfSource.tsx'
import { useComparison, type ComparedPair } from './useComparison.ts'
import { VersionPair } from './versionPair.tsx'

const route = getRouteApi('/framed/runs/$run/compare')

/** The light curves of a source that is looked at, brought into sight when it is another one. */
function LookedAt({ pair }: { readonly pair: ComparedPair }) {
  const { search, change } = useComparison()
  const place = useRef<HTMLDivElement>(null)
  const { source } = search
  useEffect(() => {
    if (source !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [source])
  if (source === undefined) return null
  return (
    <div ref={place}>
      <CurvesOfSource pair={pair} source={source} onClose={() => change({ source: undefined })} />
    </div>
  )
}

function Changes({ pair, changes: { counts } }: { readonly pair: ComparedPair; readonly changes: SourceChanges }) {
  const { search, change } = useComparison()
  const points = useApi('showChangePoints', { params: { run: pair.run }, query: { from: pair.from, to: pair.to } })
  const first = kindWords.find(({ kind }) => counts[kind] > 0)?.kind ?? 'changed'
  const shown = search.kind ?? first
  const look = (source: number) => change({ source })
  return (
    <>
      <Panel title="Sources" remark={`${formatCount(counts.unchanged)} unchanged`}>
        <Loaded query={points}>
          {(found) => <ChangePlots pair={pair} points={found} selectedId={search.source ?? null} onPick={look} />}
        </Loaded>
        <div className={classes.kinds}>
          <SegmentedControl
            aria-label="Kind of change"
            data={kindWords.map(({ kind, words }) => ({ value: kind, label: `${words} ${formatCount(counts[kind])}` }))}
            value={shown}
            onChange={(kind) => change({ kind, sort: undefined })}
          />
        </div>
        <Text size="sm" c="dimmed" my="xs">
          {kindWords.find(({ kind }) => kind === shown)?.explanation}
        </Text>
        <ChangesTable key={shown} pair={pair} kind={shown} />
      </Panel>
      <LookedAt pair={pair} />
    </>
  )
}

function Compared({ pair }: { readonly pair: ComparedPair }) {
  const { run, from, to } = pair
  const asked = { params: { run }, query: { from, to } }
  const glance = useApi('compareVersions', asked)
  const sources = useApi('compareSources', asked, { enabled: glance.isSuccess })
  return (
    <div className={classes.parts}>
      <Panel title="Images and configuration">
        <Loaded query={glance}>{(found) => <VersionGlanceView glance={found} />}</Loaded>
      </Panel>
      {glance.isSuccess && <Loaded query={sources}>{(changes) => <Changes pair={pair} changes={changes} />}</Loaded>}
    </div>
  )
}

/** What is compared where the address does not say: the version that is shown, and the one before it. */
function usualPair(run: RunStatus, numbers: readonly number[]): { readonly from: number; readonly to: number } | null {
  const to = run.version ?? numbers[0]
  const from = numbers.find((number) => to !== undefined && number < to) ?? numbers.find((number) => number !== to)
  return to === undefined || from === undefined ? null : { from, to }
}

function WholeComparison({ run }: { readonly run: RunStatus }) {
  const { search, change } = useComparison()
  const query = useApi('listVersions', { params: { run: run.id } })
  return (
    <Loaded query={query}>
      {({ versions }) => {
        const kept = versions.filter(({ place }) => place === 'live' || place === 'trashed').map(({ number }) => number)
        const usual = usualPair(run, kept)
        const [from, to] = [search.from ?? usual?.from, search.to ?? usual?.to]
        if (from === undefined || to === undefined) {
          return (
            <EmptyState title="There is one version alone">
              Two versions can be compared: add images to the run, or process it with other settings, and come back.
            </EmptyState>
          )
        }
        const pair = { run: run.id, from, to }
        return (
          <>
            <VersionPair versions={versions} from={from} to={to} onChange={(next) => change({ from, to, ...next, source: undefined })} />
            {from === to ? (
              <Text c="dimmed">A version does not differ from itself: choose another one.</Text>
            ) : (
              <Compared key={`${from} ${to}`} pair={pair} />
            )}
          </>
        )
      }}
    </Loaded>
  )
}

function OneRun({ name }: { readonly name: string }) {
  const query = useRun(name)
  const run = query.data
  const { search } = useComparison()
  if (!run || query.error?.code.startsWith('item.')) return <MissingRun name={name} query={query} />
  const crumbs = [
    { words: 'Runs', to: '/runs' },
    { words: run.name, to: `/runs/${run.id}` },
  ]
  const versions = search.from !== undefined && search.to !== undefined ? `version ${search.from} and version ${search.to}` : 'versions'
  return (
    <Page title={`Compare ${versions}`} crumbs={crumbs}>
      <WholeComparison run={run} />
    </Page>
  )
}

/** Two versions of a run beside each other: configuration, images, and what became of each source. */
export function ComparePage() {
  const { run } = route.useParams()
  return <OneRun key={run} name={run} />
}
