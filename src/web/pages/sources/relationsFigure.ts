import type { RelationGraph } from '../../../app/contract/sourceSurroundings.ts'
import { paperColours } from '../../plots/curve/plotColours.ts'
import { escapeXml, figurePage, pointsOfMm, type Figure } from '../../plots/figure.ts'
import { layOutRelations, type PlacedSource } from './layOutRelations.ts'

const fontSize = 7
const margin = 14

/** How thick the line of so many shared measurements is. */
export function edgeWidth(shared: number): number {
  return shared > 0 ? Math.min(6, 1 + Math.log2(1 + shared)) : 1
}

interface Frame {
  readonly width: number
  readonly x: (node: PlacedSource) => number
  readonly y: (node: PlacedSource) => number
}

function edgesOf(graph: RelationGraph, placed: ReadonlyMap<number, PlacedSource>, { x, y }: Frame): string {
  const lines = graph.edges.map(({ from, to, shared }) => {
    const [a, b] = [placed.get(from), placed.get(to)]
    if (!a || !b) return ''
    const dashes = shared > 0 ? '' : ' stroke-dasharray="4 3"'
    const ends = `x1="${x(a).toFixed(1)}" y1="${y(a).toFixed(1)}" x2="${x(b).toFixed(1)}" y2="${y(b).toFixed(1)}"`
    return `<line ${ends} stroke="${paperColours.muted}" stroke-width="${(edgeWidth(shared) * 0.6).toFixed(2)}"${dashes}/>`
  })
  return lines.join('')
}

/** A source as a disc with its name under it, drawn inwards where it would leave the page. */
function nodeOf(node: PlacedSource, isSelf: boolean, { width, x, y }: Frame): string {
  const half = (node.name.length * fontSize * 0.56) / 2
  const at = Math.min(width - half - 2, Math.max(half + 2, x(node)))
  const disc = `<circle cx="${x(node).toFixed(1)}" cy="${y(node).toFixed(1)}" r="${isSelf ? 5 : 4}" fill="${isSelf ? paperColours.ink : paperColours.detection}" stroke="#ffffff"/>`
  const label = `<text x="${at.toFixed(1)}" y="${(y(node) + 6 + fontSize).toFixed(1)}" text-anchor="middle" font-size="${fontSize}" fill="${paperColours.ink}">${escapeXml(node.name)}</text>`
  return disc + label
}

/** The graph of relations as an SVG of a width in mm, in light colours, with the names of the sources. */
function relationsSvg(graph: RelationGraph, widthMm: number): string {
  const placed = layOutRelations(graph)
  const width = pointsOfMm(widthMm)
  const half = Math.min(width / 2 - margin, 150)
  const tops = placed.map(({ y }) => y * half)
  const [top, bottom] = [Math.min(...tops), Math.max(...tops)]
  const frame: Frame = { width, x: (node) => width / 2 + node.x * half, y: (node) => node.y * half - top + margin }
  const nodes = placed.map((node) => nodeOf(node, node.id === graph.source, frame)).join('')
  const byId = new Map(placed.map((node) => [node.id, node]))
  return figurePage({ widthMm, height: bottom - top + 2 * margin + fontSize, body: edgesOf(graph, byId, frame) + nodes })
}

/** The relations of a source as a figure for a paper, each line of it a row. */
export function relationsFigure(graph: RelationGraph, version: number): Figure {
  const byId = new Map(graph.sources.map((source) => [source.id, source]))
  const name = byId.get(graph.source)?.name ?? String(graph.source)
  const left = graph.left > 0 ? ` ${graph.left} more are not drawn.` : ''
  return {
    name: `${name}_relations`,
    caption: `Relations of ${name}, run ${graph.run}, version ${version}. Lines: shared measurements; dashed: contended for one. North is up, east is left.${left}`,
    svg: (widthMm) => relationsSvg(graph, widthMm),
    rows: {
      columns: [
        { name: 'from' },
        { name: 'from_name' },
        { name: 'from_ra', unit: 'deg' },
        { name: 'from_dec', unit: 'deg' },
        { name: 'to' },
        { name: 'to_name' },
        { name: 'to_ra', unit: 'deg' },
        { name: 'to_dec', unit: 'deg' },
        { name: 'shared_measurements' },
      ],
      rows: graph.edges.map(({ from, to, shared }) => {
        const ends = [from, to].flatMap((id) => {
          const { name: of = null, raDeg = null, decDeg = null } = byId.get(id) ?? {}
          return [id, of, raDeg, decDeg]
        })
        return [...ends, shared]
      }),
    },
  }
}
