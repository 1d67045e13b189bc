import type { Footprints, SkyImage } from '../../../app/contract/skyMap.ts'
import { formatCount } from '../../parts/format.ts'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import { countAt, type CellCounts } from '../../plots/skyChart/skyCells.ts'
import { toFrame } from '../../plots/skyChart/skyFrame.ts'
import type { SkyHit } from '../../plots/skyChart/skyHit.ts'
import { runsOf } from './useFootprints.ts'
import classes from './skyPage.module.css'

interface SkyReadoutProps {
  readonly hit: SkyHit | null
  readonly images: readonly SkyImage[]
  readonly all: Footprints
  readonly cells: CellCounts | null
  /** The source that is pointed at. */
  readonly source: string | null
}

function thingsAt({ hit, images, all, cells, source }: SkyReadoutProps): readonly string[] {
  if (!hit) return []
  if (source !== null) return [source]
  const names = runsOf(images, all).map(({ run, images: count }) => `${run.name} (${count} ${count === 1 ? 'image' : 'images'})`)
  const sources = cells ? countAt(cells, hit.raDeg, hit.decDeg) : 0
  return [
    ...names.slice(0, 4),
    ...(names.length > 4 ? [`${names.length - 4} more runs`] : []),
    ...(sources > 0 ? [`${formatCount(sources)} sources in this cell`] : []),
  ]
}

/** Where the pointer is on the sky, and what is there. */
export function SkyReadout(props: SkyReadoutProps) {
  const { hit } = props
  if (!hit) return <p className={classes.readout}>Point at the map to read positions; drag, scroll or use the arrows, + and -.</p>
  const [lon, lat] = toFrame('galactic', [hit.raDeg, hit.decDeg])
  return (
    <p className={classes.readout}>
      <span className="site-mono">
        {formatRa(hit.raDeg)} {formatDec(hit.decDeg)}
      </span>
      <span className="site-mono site-muted">
        l {lon.toFixed(4)}° b {lat.toFixed(4)}°
      </span>
      <span>{thingsAt(props).join(', ')}</span>
    </p>
  )
}
