import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RelationGraph } from '../../../app/contract/sourceSurroundings.ts'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { FigureMenu } from '../../plots/figureMenu.tsx'
import { edgeWidth, relationsFigure } from './relationsFigure.ts'
import { layOutRelations, type PlacedSource } from './layOutRelations.ts'
import classes from './sourcePage.module.css'

interface RelationsGraphProps {
  readonly run: string
  readonly source: string
  readonly version: number
}

const half = 150
const marginPx = 14

function edgeWords(shared: number): string {
  return shared > 0 ? `${shared} shared ${shared === 1 ? 'measurement' : 'measurements'}` : 'contended for a measurement'
}

function Edges({ graph, placed }: { readonly graph: RelationGraph; readonly placed: ReadonlyMap<number, PlacedSource> }) {
  return graph.edges.map(({ from, to, shared }) => {
    const [a, b] = [placed.get(from), placed.get(to)]
    if (!a || !b) return null
    return (
      <line
        key={`${from} ${to}`}
        x1={a.x * half}
        y1={a.y * half}
        x2={b.x * half}
        y2={b.y * half}
        strokeWidth={edgeWidth(shared)}
        data-contended={shared === 0 || undefined}
      >
        <title>{edgeWords(shared)}</title>
      </line>
    )
  })
}

function Node({ run, node, isSelf }: { readonly run: string; readonly node: PlacedSource; readonly isSelf: boolean }) {
  const at = { cx: node.x * half, cy: node.y * half }
  const words = `${node.name}, ${node.measurements} measurements`
  if (isSelf) {
    return (
      <circle {...at} r={9} data-self>
        <title>{words}</title>
      </circle>
    )
  }
  return (
    <Link to="/runs/$run/sources/$source" params={{ run, source: String(node.id) }} aria-label={words}>
      <circle {...at} r={7}>
        <title>{words}</title>
      </circle>
    </Link>
  )
}

function RelatedList({ graph }: { readonly graph: RelationGraph }) {
  const sharedWith = new Map(
    graph.edges.flatMap(({ from, to, shared }) => (from === graph.source ? [[to, shared]] : to === graph.source ? [[from, shared]] : [])),
  )
  return (
    <ul className={classes.list}>
      {graph.sources
        .filter(({ distance }) => distance === 1)
        .map(({ id, name }) => (
          <li key={id}>
            <Link to="/runs/$run/sources/$source" params={{ run: graph.run, source: String(id) }} className="site-mono">
              {name}
            </Link>
            <span className="site-muted"> {edgeWords(sharedWith.get(id) ?? 0)}</span>
          </li>
        ))}
    </ul>
  )
}

function Graph({ graph, version }: { readonly graph: RelationGraph; readonly version: number }) {
  if (graph.sources.length < 2) return <Text c="dimmed">No other source shares measurements with it.</Text>
  const placed = layOutRelations(graph)
  const [top, bottom] = [Math.min, Math.max].map((most) => most(...placed.map(({ y }) => y * half)))
  const view = `${-half} ${(top ?? 0) - marginPx} ${2 * half} ${(bottom ?? 0) - (top ?? 0) + 2 * marginPx}`
  const byId = new Map(placed.map((node) => [node.id, node]))
  return (
    <>
      <svg className={classes.graph} viewBox={view} role="group" aria-label="Graph of relations">
        <Edges graph={graph} placed={byId} />
        {placed.map((node) => (
          <Node key={node.id} run={graph.run} node={node} isSelf={node.id === graph.source} />
        ))}
      </svg>
      <Group justify="flex-end">
        <FigureMenu figure={relationsFigure(graph, version)} label="Relations" />
      </Group>
      <Text size="xs" c="dimmed">
        Lines: shared measurements; dashed: contended for one. North is up, east is left.
        {graph.left > 0 && ` ${graph.left} more are not drawn.`}
      </Text>
      <RelatedList graph={graph} />
    </>
  )
}

/** What a source is entangled with, directly and over one other, as a graph and as a list. */
export function RelationsGraph({ run, source, version }: RelationsGraphProps) {
  const query = useApi('showRelations', { params: { run, source }, query: { version } })
  return <Loaded query={query}>{(graph) => <Graph graph={graph} version={version} />}</Loaded>
}
