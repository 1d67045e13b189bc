import { useMemo } from 'react'
import type { ChangePoints } from '../../../../app/contract/versionChanges.ts'
import { formatCount } from '../../../parts/format.ts'
import { FluxScatter } from '../../../plots/points/fluxScatter.tsx'
import type { FluxPair } from '../../../plots/points/layOutScatter.ts'
import { SourceMap, type MappedSource } from '../../../plots/points/sourceMap.tsx'
import { kindWords, unchangedStyle } from './changeWords.ts'
import { useRun } from '../useRun.ts'
import classes from './compare.module.css'
import type { ComparedPair } from './useComparison.ts'

const styles = [...kindWords, unchangedStyle]

interface ChangePlotsProps {
  readonly pair: ComparedPair
  readonly points: ChangePoints
  readonly selectedId: number | null
  readonly onPick: (id: number) => void
}

function mapped({ changes }: ChangePoints): readonly MappedSource[] {
  return changes.id.map((id, index) => ({
    id,
    raDeg: changes.raDeg[index] ?? 0,
    decDeg: changes.decDeg[index] ?? 0,
    style: kindWords.findIndex(({ kind }) => kind === changes.kind[index]),
  }))
}

function pair(id: number, from: number | null | undefined, to: number | null | undefined, style: number): FluxPair[] {
  return typeof from === 'number' && typeof to === 'number' ? [{ id, from, to, style }] : []
}

function pairsOf({ changes, unchanged }: ChangePoints): readonly FluxPair[] {
  const same = unchanged.id.flatMap((id, index) =>
    pair(id, unchanged.fluxFromMjy[index], unchanged.fluxToMjy[index], styles.indexOf(unchangedStyle)),
  )
  const other = changes.id.flatMap((id, index) => {
    const style = kindWords.findIndex(({ kind }) => kind === changes.kind[index])
    return pair(id, changes.fluxFromMjy[index], changes.fluxToMjy[index], style)
  })
  return [...same, ...other]
}

function someOf(shown: number, total: number, words: string): string | undefined {
  return shown < total ? `${formatCount(shown)} of ${formatCount(total)} ${words}` : undefined
}

/** Where the changed sources are on the sky, and the mean flux densities of all before and after. */
export function ChangePlots({ pair, points, selectedId, onPick }: ChangePlotsProps) {
  const sources = useMemo(() => mapped(points), [points])
  const fluxes = useMemo(() => pairsOf(points), [points])
  const { run, from, to } = pair
  const origin = `Run ${useRun(run).data?.name ?? run}, versions ${from} and ${to}`
  const { changes, unchanged } = points
  return (
    <div className={classes.plots}>
      {sources.length > 0 && (
        <SourceMap
          label={`${formatCount(changes.total)} sources that are not the same in version ${from} and version ${to}`}
          sources={sources}
          styles={styles}
          selectedId={selectedId}
          onPick={onPick}
          remark={someOf(changes.id.length, changes.total, 'changes')}
          origin={origin}
        />
      )}
      {fluxes.length > 0 && (
        <FluxScatter
          label={`Mean peak flux densities of ${formatCount(fluxes.length)} sources in version ${to} against those in version ${from}`}
          titles={[`Mean peak flux density, v${from} [mJy/beam]`, `v${to} [mJy/beam]`]}
          pairs={fluxes}
          styles={styles}
          selectedId={selectedId}
          onPick={onPick}
          remark={someOf(unchanged.id.length, unchanged.total, 'unchanged')}
          origin={origin}
        />
      )}
    </div>
  )
}
