/** What the parts of a plot are drawn in. */
export interface PlotColours {
  readonly detection: string
  readonly forced: string
  readonly limit: string
  readonly candidate: string
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly ground: string
}

/** On the site: they follow light and dark. */
export const siteColours: PlotColours = {
  detection: 'var(--plot-detection)',
  forced: 'var(--plot-forced)',
  limit: 'var(--plot-limit)',
  candidate: 'var(--plot-candidate)',
  ink: 'var(--ink)',
  muted: 'var(--ink-muted)',
  line: 'var(--line)',
  ground: 'var(--panel)',
}

/** On paper. */
export const paperColours: PlotColours = {
  detection: '#0072b2',
  forced: '#e69f00',
  limit: '#6b7280',
  candidate: '#d55e00',
  ink: '#171a21',
  muted: '#444a55',
  line: '#d9d9d4',
  ground: '#ffffff',
}

/** Okabe-Ito, for bands: told apart by who sees few colours. */
const bandColours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00'] as const

export function bandColour(index: number): string {
  return bandColours[index % bandColours.length] ?? bandColours[0]
}
