import type { Rgb } from '../../../charts/colourScale.ts'
import type { EtaVColours } from './paintEtaV.ts'

function colour(name: string): Rgb {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  const [, hex = '000000'] = /^#([0-9a-f]{6})$/i.exec(text) ?? []
  const value = Number.parseInt(hex, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** The colours of the site as they are now: a canvas does not follow light and dark by itself. */
export function siteEtaVColours(): EtaVColours {
  return {
    point: colour('--plot-detection'),
    candidate: colour('--plot-candidate'),
    selected: colour('--accent'),
    ground: colour('--panel'),
    unknown: colour('--plot-limit'),
  }
}
