import { Group, Table, Text, Title, UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import type { CurvePoint } from '../../plots/curve/curvePoint.ts'
import { epochPairs, pairThresholds, type EpochPair } from '../../plots/curve/epochPairs.ts'
import { FigureMenu } from '../../plots/figureMenu.tsx'
import type { Figure } from '../../plots/figure.ts'
import { TwoEpochPlot } from '../../plots/twoEpochPlot.tsx'
import { twoEpochSvg } from '../../plots/twoEpochSvg.ts'
import type { EpochFocus } from './epochFocus.ts'
import classes from './sourcePage.module.css'

interface TwoEpochSectionProps {
  readonly source: SourceDetails
  readonly points: readonly CurvePoint[]
  readonly focus: EpochFocus
}

const mostListed = 12

function dayOf({ timeMs }: CurvePoint): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

function mWords(m: number): string {
  return Number.isFinite(m) ? m.toFixed(2) : '∞'
}

function PairsList({ pairs, focus }: { readonly pairs: readonly EpochPair[]; readonly focus: EpochFocus }) {
  const listed = useMemo(
    () =>
      pairs
        .filter(({ isVariable }) => isVariable)
        .toSorted((a, b) => Math.abs(b.vs) - Math.abs(a.vs))
        .slice(0, mostListed),
    [pairs],
  )
  if (listed.length === 0) return <Text c="dimmed">No two epochs differ by more than both thresholds.</Text>
  return (
    <Table verticalSpacing={2} horizontalSpacing="xs" aria-label="Pairs of epochs that differ most">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Epochs</Table.Th>
          <Table.Th className="site-number">Vs</Table.Th>
          <Table.Th className="site-number">m</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {listed.map(({ a, b, vs, m }) => {
          const ids = [a.id, b.id]
          const isShown = ids.every((id) => focus.selected.has(id))
          return (
            <Table.Tr key={ids.join(' ')} data-shown={isShown || undefined} className={classes.pair}>
              <Table.Td>
                <UnstyledButton
                  className={classes.pairButton}
                  aria-pressed={isShown}
                  onMouseEnter={() => focus.hover(ids)}
                  onMouseLeave={() => focus.hover([])}
                  onFocus={() => focus.hover(ids)}
                  onBlur={() => focus.hover([])}
                  onClick={() => focus.choose(ids)}
                >
                  {dayOf(a)} and {dayOf(b)}
                </UnstyledButton>
              </Table.Td>
              <Table.Td className="site-number">{vs.toFixed(1)}</Table.Td>
              <Table.Td className="site-number">{mWords(m)}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

function figureOf(source: SourceDetails, pairs: readonly EpochPair[]): Figure {
  return {
    name: `${source.name}_two_epochs`,
    caption: `|m| against |Vs| of all pairs of epochs of ${source.name}, run ${source.run}, version ${source.version}; thresholds ${pairThresholds.vs} and ${pairThresholds.m}.`,
    svg: (widthMm) => twoEpochSvg(pairs, widthMm),
    rows: {
      columns: [
        { name: 'measurement_a' },
        { name: 'measurement_b' },
        { name: 'mjd_a', unit: 'd' },
        { name: 'mjd_b', unit: 'd' },
        { name: 'vs' },
        { name: 'm' },
      ],
      rows: pairs.map(({ a, b, vs, m }) => [a.id, b.id, a.mjd, b.mjd, vs, m]),
    },
  }
}

/** The two-epoch graph beside the list of the pairs that differ most; both point at epochs of the light curve. */
export function TwoEpochSection({ source, points, focus }: TwoEpochSectionProps) {
  const pairs = useMemo(() => epochPairs(points), [points])
  if (pairs.length === 0) return null
  return (
    <section aria-label="Two epochs">
      <Group justify="space-between" mb="sm">
        <Title order={2}>Two epochs</Title>
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            Dashed: |Vs| {pairThresholds.vs}, |m| {pairThresholds.m}
          </Text>
          <FigureMenu figure={figureOf(source, pairs)} label="Two epochs" />
        </Group>
      </Group>
      <div className={classes.twoEpochs}>
        <div className="site-panel">
          <TwoEpochPlot
            pairs={pairs}
            selected={focus.selected}
            onHover={(pair) => focus.hover(pair ? [pair.a.id, pair.b.id] : [])}
            onChoose={(pair) => focus.choose(pair ? [pair.a.id, pair.b.id] : [])}
          />
        </div>
        <PairsList pairs={pairs} focus={focus} />
      </div>
    </section>
  )
}
