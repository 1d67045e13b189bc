import classes from './home.module.css'

interface GrowthLineProps {
  /** Oldest first. */
  readonly versions: readonly { readonly number: number; readonly sources: number }[]
}

const width = 72
const height = 20
const edge = 3

/** How many sources the versions of a run had: a line with a point for each, its words for who does not see it. */
export function GrowthLine({ versions }: GrowthLineProps) {
  const shown = versions.slice(-12)
  const most = Math.max(...shown.map(({ sources }) => sources), 1)
  const least = Math.min(...shown.map(({ sources }) => sources), most)
  const xOf = (at: number) => (shown.length === 1 ? width / 2 : edge + (at * (width - 2 * edge)) / (shown.length - 1))
  const yOf = (sources: number) =>
    most === least ? height / 2 : height - edge - ((sources - least) * (height - 2 * edge)) / (most - least)
  const points = shown.map(({ number, sources }, at) => ({ number, x: xOf(at), y: yOf(sources) }))
  const words = shown.map(({ number, sources }) => `version ${number}: ${sources} sources`).join(', ')
  if (shown.length === 0) return null
  return (
    <svg className={classes.growth} width={width} height={height} role="img" aria-label={words}>
      <title>{words}</title>
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} fill="none" stroke="var(--ink-muted)" strokeWidth={1} />
      {points.map(({ number, x, y }, at) => (
        <circle
          key={number}
          cx={x}
          cy={y}
          r={at === points.length - 1 ? 3 : 2}
          fill={at === points.length - 1 ? 'var(--accent)' : 'var(--ink-muted)'}
        />
      ))}
    </svg>
  )
}
