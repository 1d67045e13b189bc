import { Grid, Stack, Text } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import type { NumberColumn } from '../../../app/contract/sourceColumns.ts'
import { colourScaleOf, sharesOf } from '../../../charts/colourScale.ts'
import type { EtaVView } from '../../../charts/etaVRaster.ts'
import { addressOf } from '../../api/callApi.ts'
import { formatCount } from '../../parts/format.ts'
import { SelectionBar } from '../../parts/selectionBar.tsx'
import type { TableSort } from '../../parts/table/tableColumn.ts'
import { FigureMenu } from '../../plots/figureMenu.tsx'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'
import { EtaVPlot } from '../../plots/etaV/etaVPlot.tsx'
import type { CutOutcome } from '../../plots/etaV/useEtaVCut.ts'
import { useEtaVColumn } from '../../plots/etaV/useEtaVPlane.ts'
import type { EtaVTool } from '../../plots/etaV/useEtaVPointer.ts'
import { formatMeasure } from '../analyses/formatMeasure.ts'
import { ActMenu } from '../sources/query/actMenu.tsx'
import type { ManySources } from '../sources/query/useRemarkOnMany.tsx'
import { mostListed, rowOf } from './candidateRows.ts'
import { CandidatesList } from './candidatesList.tsx'
import { etaVFigure } from './etaVFigure.ts'
import type { EtaVSubjectQuery } from './etaVSubject.ts'
import { EtaVTools } from './etaVTools.tsx'
import { expectedWords } from './expectedWords.ts'
import { SourceAside } from './sourceAside.tsx'
import { useName } from './useNames.ts'
import { useCandidates } from './useCandidates.ts'
import { useSelection, type EtaVSelection } from './useSelection.ts'

interface EtaVPanelProps {
  readonly plane: EtaVPlane
  readonly cut: CutOutcome
  readonly subject: EtaVSubjectQuery
  readonly flux: 'peak' | 'int'
  readonly minDatapoints: number
  /** Of what it is, such as `run lmc, version 2`. */
  readonly title: string
  /** The column that colours; null: none; not given: none can. */
  readonly colour?: NumberColumn | null
  readonly onColour?: (column: NumberColumn | null) => void
  readonly sort: TableSort | undefined
  readonly onSort: (sort: TableSort) => void
}

/** What is pointed at, or else what the plane shows. */
function Pointed({ plane, index, subject }: { readonly plane: EtaVPlane; readonly index: number; readonly subject: EtaVSubjectQuery }) {
  const row = rowOf(plane, index)
  const name = useName([], row, subject)
  return (
    <>
      <span className="site-mono">{name}</span> ({row.run} v{row.version}): eta {formatMeasure(row.eta)}, V {formatMeasure(row.v)},{' '}
      {row.datapoints} datapoints. Click, or Enter: its light curve.
    </>
  )
}

/** How many candidates there are, and how many to expect by chance. */
export function CutWords({ plane, cut }: Pick<EtaVPanelProps, 'plane' | 'cut'>) {
  if (plane.end === null) return <Text aria-live="polite">{formatCount(plane.id.length)} sources have come so far.</Text>
  return (
    <Text aria-live="polite" style={{ fontVariantNumeric: 'tabular-nums' }}>
      <b>{formatCount(cut.kept)}</b> {cut.kept === 1 ? 'candidate' : 'candidates'} among {formatCount(plane.id.length)} sources
      {cut.expected ? `; ${expectedWords(cut.expected)}.` : '.'}
    </Text>
  )
}

/** The versions whose runs are known still. */
function knownVersions({ head }: EtaVPlane) {
  return head.versions.flatMap(({ runId, run, version }) => (runId === null ? [] : [{ runId, run, version }]))
}

/** What is selected, as it is acted on. */
function manyOf(plane: EtaVPlane, { sample }: EtaVSubjectQuery, { indices, count }: EtaVSelection): ManySources {
  const only = indices()
    .map((index) => rowOf(plane, index))
    .map(({ run, id }) => ({ run, id }))
  const ground = sample === undefined ? { run: knownVersions(plane).map(({ runId, version }) => `${runId}:${version}`) } : { sample }
  return { ground, q: '', only, count }
}

function useShares({ plane, subject, flux, minDatapoints, colour = null }: EtaVPanelProps) {
  const isWanted = colour !== null && plane.end !== null
  const query = { ...subject, run: subject.run ? [...subject.run] : [], flux, minDatapoints }
  const { values } = useEtaVColumn(isWanted ? addressOf('listEtaVColumn', { query: { ...query, column: colour } }) : null)
  return useMemo(() => {
    if (!values || values.length !== plane.id.length) return { scale: null, shares: null }
    const scale = colourScaleOf(values)
    return { scale, shares: sharesOf(values, scale) }
  }, [values, plane])
}

/** The plane of eta and V, the source that was chosen in it, and its candidates as a table. */
export function EtaVPanel(props: EtaVPanelProps) {
  const { plane, cut, subject, flux, title, colour, onColour, sort, onSort } = props
  const [view, setView] = useState<EtaVView | null>(null)
  const [tool, setTool] = useState<EtaVTool>('move')
  const [hovered, setHovered] = useState<number | null>(null)
  const [opened, setOpened] = useState<number | null>(null)
  const selection = useSelection(plane)
  const { scale, shares } = useShares(props)
  const { listed, rows, stops, exports } = useCandidates(plane, cut, subject)
  const open = useCallback((index: number) => setOpened(index), [])
  const selectedIds = useMemo(() => new Set(stops.filter((index) => selection.marks?.[index] === 1).map(String)), [stops, selection.marks])
  const listSelection = useMemo(
    () => ({ ids: selectedIds, onChange: (ids: ReadonlySet<string>) => selection.set(stops, ids) }),
    [selectedIds, selection, stops],
  )
  const openedIds = useMemo(() => new Set(opened === null ? [] : [String(opened)]), [opened])
  const shown = hovered !== null && hovered < plane.id.length ? hovered : null
  const chosen = opened !== null && opened < plane.id.length ? rowOf(plane, opened) : null
  const label = `Eta against V of ${formatCount(plane.id.length)} sources, both logarithmic: ${formatCount(cut.kept)} candidates. Arrow keys go through the candidates, x selects, Enter opens; plus and minus zoom, 0 shows all. The table lists them.`
  return (
    <Stack gap="lg">
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: chosen ? 7 : 12 }}>
          <EtaVTools
            tool={tool}
            onTool={setTool}
            colour={colour}
            onColour={(column) => onColour?.(column)}
            scale={scale}
            isZoomed={view !== null}
            onAll={() => setView(null)}
          >
            <FigureMenu figure={etaVFigure(plane, cut, { title, view })} label="Eta and V" />
          </EtaVTools>
          <div className="site-panel">
            <EtaVPlot
              plane={plane}
              marks={cut.marks}
              eta={cut.eta}
              v={cut.v}
              selected={selection.marks}
              shares={shares}
              view={view}
              onView={setView}
              tool={tool}
              stops={stops}
              hovered={shown}
              onHover={setHovered}
              onOpen={open}
              onToggle={selection.toggle}
              onOutline={selection.outline}
              onClear={selection.clear}
              label={label}
            >
              {shown === null ? (
                'Shades are densities, discs sources that lie alone, crosses candidates; dashed lines are thresholds, curves the fitted Gaussians. The wheel zooms, a double click shows all of it.'
              ) : (
                <Pointed plane={plane} index={shown} subject={subject} />
              )}
            </EtaVPlot>
          </div>
        </Grid.Col>
        {chosen && (
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <SourceAside key={chosen.key} opened={chosen} isPeak={flux === 'peak'} />
          </Grid.Col>
        )}
      </Grid>
      <section aria-label="Candidates and what is selected">
        <SelectionBar
          words={`${formatCount(selection.count)} ${selection.count === 1 ? 'source' : 'sources'}`}
          count={selection.count}
          onClear={selection.clear}
        >
          <ActMenu many={manyOf(plane, subject, selection)} versions={knownVersions(plane)} />
        </SelectionBar>
        {listed.kept > mostListed && (
          <Text c="dimmed" size="sm" mb="xs">
            The {formatCount(mostListed)} with the largest eta are listed. An analysis keeps all {formatCount(listed.kept)}.
          </Text>
        )}
        <CandidatesList
          rows={rows}
          subject={subject}
          selection={listSelection}
          sort={sort}
          onSort={onSort}
          onOpen={open}
          opened={openedIds}
          exports={exports}
        />
      </section>
    </Stack>
  )
}
