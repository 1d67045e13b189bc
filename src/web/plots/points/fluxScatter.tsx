import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { axisMarks } from '../curve/axisMarks.ts'
import { Marks, textOfMarks } from '../curve/marks.tsx'
import { paperColours, siteColours } from '../curve/plotColours.ts'
import { figurePage, pointsOfMm, type Figure } from '../figure.ts'
import { FigureMenu } from '../figureMenu.tsx'
import { layOutScatter, type FluxPair } from './layOutScatter.ts'
import { PointCanvas } from './pointCanvas.tsx'
import { PointLegend, type PointStyle } from './pointLegend.tsx'
import classes from './points.module.css'
import { legendHeight, legendSvg, pointsSvg } from './pointsSvg.ts'

interface FluxScatterProps {
  readonly label: string
  readonly titles: readonly [from: string, to: string]
  readonly pairs: readonly FluxPair[]
  readonly styles: readonly PointStyle[]
  readonly height?: number
  readonly selectedId: number | null
  readonly onPick: (id: number) => void
  readonly remark?: string | undefined
  /** Run and versions, for the figure that it can be taken away as. */
  readonly origin: string
}

const fontSize = 12
const paperFontSize = 8

function usedStyles(pairs: readonly FluxPair[], styles: readonly PointStyle[]): readonly PointStyle[] {
  return styles.filter((_, index) => pairs.some(({ style }) => style === index))
}

function svgOf({ pairs, styles, titles }: Pick<FluxScatterProps, 'pairs' | 'styles' | 'titles'>, widthMm: number): string {
  const size = { width: pointsOfMm(widthMm), height: pointsOfMm(widthMm) * 0.8, fontSize: paperFontSize }
  const { axis, frame, points } = layOutScatter(pairs, styles, size)
  const used = usedStyles(pairs, styles)
  const marks = axisMarks({ frame, x: axis, y: axis, xTitle: titles[0], yTitle: titles[1] }, paperColours, paperFontSize)
  const diagonal = `<path d="M${frame.left} ${frame.bottom}L${frame.right} ${frame.top}" stroke="${paperColours.muted}" stroke-width="0.5" stroke-dasharray="3 2"/>`
  const legend = legendSvg(used, frame.left, size.height + paperFontSize, paperFontSize)
  const height = size.height + legendHeight(used, paperFontSize)
  return figurePage({ widthMm, height, body: textOfMarks(marks) + diagonal + pointsSvg(points, 0.7) + legend })
}

function figureOf({ label, pairs, styles, titles }: FluxScatterProps, origin: string): Figure {
  return {
    name: `flux_densities_${origin.replaceAll(/\W+/g, '_')}`,
    caption: `${label}. ${origin}.`,
    svg: (widthMm) => svgOf({ pairs, styles, titles }, widthMm),
    rows: {
      columns: [{ name: 'source' }, { name: titles[0] }, { name: titles[1] }, { name: 'kind' }],
      rows: pairs.map(({ id, from, to, style }) => [id, from, to, styles[style]?.words ?? null]),
    },
  }
}

/** Mean flux densities of sources in one version against those in another. */
export function FluxScatter(props: FluxScatterProps) {
  const { label, titles, pairs, styles, height = 300, selectedId, onPick, remark, origin } = props
  const { ref, width } = useElementSize()
  const { axis, frame, points } = useMemo(() => layOutScatter(pairs, styles, { width, height, fontSize }), [pairs, styles, width, height])
  return (
    <figure className={classes.figure}>
      <div ref={ref} className={`${classes.frame} site-panel`} style={{ height }} role="img" aria-label={label}>
        {width > 0 && (
          <>
            <svg className={classes.ground} width={width} height={height} aria-hidden="true">
              <Marks marks={axisMarks({ frame, x: axis, y: axis, xTitle: titles[0], yTitle: titles[1] }, siteColours, fontSize)} />
              <path className={classes.diagonal} d={`M${frame.left} ${frame.bottom}L${frame.right} ${frame.top}`} />
            </svg>
            <PointCanvas width={width} height={height} points={points} selectedId={selectedId} onPick={onPick} />
          </>
        )}
      </div>
      <PointLegend styles={usedStyles(pairs, styles)}>
        {remark && <span>{remark}</span>}
        <FigureMenu figure={figureOf(props, origin)} label={label} />
      </PointLegend>
    </figure>
  )
}
