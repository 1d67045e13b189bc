import { geoPath, type GeoProjection } from 'd3-geo'
import { paperColours } from '../curve/plotColours.ts'
import { escapeXml, figurePage, pointsOfMm, type Figure } from '../figure.ts'
import { aitoffProjection, type ChartSize, type Window } from './aitoff.ts'
import { galacticPlane, type SkyScene } from './drawSky.ts'
import { fromFrame, toFrame } from './skyFrame.ts'
import { placeLabels } from './placeLabels.ts'
import { skyNet } from './skyNet.ts'

const accent = '#0e7c86'

const labelPoints = 6.5

/** Points: curves stay smooth on paper. */
const precision = 0.05

function projectionOf(size: ChartSize, window: Window): GeoProjection {
  return aitoffProjection(size, window).precision(precision)
}

function lines(scene: SkyScene, size: ChartSize, window: Window): string {
  const projection = projectionOf(size, window)
  const path = geoPath(projection)
  const net = path(skyNet(scene.frame, size, window).lines) ?? ''
  const plane = path({ type: 'LineString', coordinates: galacticPlane.map((place) => toFrame(scene.frame, place)) }) ?? ''
  return `<path d="${net}" fill="none" stroke="${paperColours.line}" stroke-width="0.5"/><path d="${plane}" fill="none" stroke="${paperColours.muted}" stroke-width="0.5" stroke-dasharray="3 2"/>`
}

function labels(scene: SkyScene, size: ChartSize, window: Window): string {
  const projection = projectionOf(size, window)
  return placeLabels(skyNet(scene.frame, size, window).labels, projection, size, labelPoints)
    .map(({ words, x, y, anchor }) => {
      const at = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"`
      return `<text ${at} font-size="${labelPoints}" fill="${paperColours.muted}">${escapeXml(words)}</text>`
    })
    .join('')
}

function things({ cells, outlines, points }: SkyScene, size: ChartSize, window: Window): string {
  const projection = projectionOf(size, window)
  const path = geoPath(projection)
  const most = Math.max(1, ...cells.map(({ count }) => count))
  const density = cells.map(({ corners, middle, count }) => {
    const d = path({ type: 'Polygon', coordinates: [[...corners.toReversed(), corners.at(-1) ?? middle]] })
    const opacity = (0.18 + 0.72 * (Math.log1p(count) / Math.log1p(most))).toFixed(2)
    return d ? `<path d="${d}" fill="${paperColours.detection}" fill-opacity="${opacity}"/>` : ''
  })
  const regions = outlines.map(({ outline }) => {
    const d = path(outline)
    return d ? `<path d="${d}" fill="${accent}" fill-opacity="0.08" stroke="${accent}" stroke-width="0.8"/>` : ''
  })
  const sources = points.map(({ place }) => {
    const at = projection(place)
    return at ? `<circle cx="${at[0].toFixed(1)}" cy="${at[1].toFixed(1)}" r="1.2" fill="${paperColours.detection}"/>` : ''
  })
  return [...density, ...regions, ...sources].join('')
}

function svgOf(scene: SkyScene, screen: ChartSize, window: Window, widthMm: number): string {
  const width = pointsOfMm(widthMm)
  const size = { width, height: (width * screen.height) / screen.width }
  const sphere = geoPath(projectionOf(size, window))({ type: 'Sphere' }) ?? ''
  const edge = `<path d="${sphere}" fill="none" stroke="${paperColours.ink}" stroke-width="0.6"/>`
  const field = `<clipPath id="field"><rect width="${width.toFixed(2)}" height="${size.height.toFixed(2)}"/></clipPath>`
  const drawn = lines(scene, size, window) + things(scene, size, window) + edge + labels(scene, size, window)
  return figurePage({ widthMm, height: size.height, body: `${field}<g clip-path="url(#field)">${drawn}</g>` })
}

function rowsOf({ frame, cells, outlines, points }: SkyScene): Figure['rows'] {
  const row = (kind: string, id: string | number, place: readonly number[], count: number | null) => {
    const [ra, dec] = fromFrame(frame, [place[0] ?? 0, place[1] ?? 0])
    return [kind, id, (ra + 360) % 360, dec, count]
  }
  return {
    columns: [{ name: 'kind' }, { name: 'id' }, { name: 'ra', unit: 'deg' }, { name: 'dec', unit: 'deg' }, { name: 'sources' }],
    rows: [
      ...outlines.flatMap(({ id, outline }) => (outline.coordinates[0] ?? []).map((corner) => row('corner', id, corner, null))),
      ...cells.map(({ middle, count }, index) => row('cell', index, middle, count)),
      ...points.map(({ id, place }) => row('source', id, place, null)),
    ],
  }
}

/** A chart of the sky as a figure: what it shows now, in light colours. */
export function skyFigure(scene: SkyScene, screen: ChartSize, window: Window, { name, caption }: Pick<Figure, 'name' | 'caption'>): Figure {
  return {
    name,
    caption,
    svg: (widthMm) => svgOf(scene, screen, window, widthMm),
    get rows() {
      return rowsOf(scene)
    },
  }
}
