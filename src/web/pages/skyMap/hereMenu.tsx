import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Footprints, SkyImage } from '../../../app/contract/skyMap.ts'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import type { SkyHit } from '../../plots/skyChart/skyHit.ts'
import { runsOf } from './useFootprints.ts'

/** A place that was clicked. */
export interface Picked {
  readonly hit: SkyHit
  /** Pixels of the window. */
  readonly at: readonly [number, number]
  readonly images: readonly SkyImage[]
  /** How far around it sources are looked for. */
  readonly radiusArcmin: number
}

interface HereMenuProps {
  readonly picked: Picked | null
  readonly all: Footprints
  readonly onClose: () => void
}

/** What is at a place of the sky, to be opened. */
export function HereMenu({ picked, all, onClose }: HereMenuProps) {
  if (!picked) return null
  const { hit, at, images, radiusArcmin } = picked
  const { raDeg, decDeg } = hit
  const radius = Number(radiusArcmin.toPrecision(2))
  const cone = `cone(${raDeg.toFixed(6)}, ${decDeg.toFixed(6)}, ${radius} arcmin)`
  return (
    <Menu
      opened
      onClose={onClose}
      position="right-start"
      withinPortal
      trapFocus
      returnFocus
      clickOutsideEvents={['mousedown', 'touchstart']}
    >
      <Menu.Target>
        <span style={{ position: 'fixed', left: at[0], top: at[1], width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label="What is here" mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>
          {formatRa(raDeg)} {formatDec(decDeg)}
        </Menu.Label>
        {runsOf(images, all).map(({ run, images: count }) => (
          <Menu.Item key={run.id} component={Link} to={`/runs/${encodeURIComponent(run.id)}`}>
            Open run {run.name} ({count} {count === 1 ? 'image' : 'images'} here)
          </Menu.Item>
        ))}
        <Menu.Item component={Link} to={`/sources?q=${encodeURIComponent(cone)}`}>
          List sources within {radius} arcmin
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
