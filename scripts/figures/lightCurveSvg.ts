import type { Highlight } from '../../src/app/demo/highlights.ts'

const width = 720
const height = 260
const margin = { left: 58, right: 16, top: 34, bottom: 44 }
const dayMs = 86_400_000
/** MJD of 1970-01-01. */
const unixEpochMjd = 40_587

/** Round values that span a range in about `count` steps. */
function ticks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough
  const first = Math.ceil(low / step)
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step)
}

function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  return (value) => from + ((value - low) / (high - low)) * (to - from)
}

function pixels(value: number): string {
  return value.toFixed(1)
}

/** The light curve of one source as a figure: peak flux density against time, detections and forced fits. */
export function lightCurveSvg({ name, eta, fluxPeakMjy, fluxPeakErrMjy, timeMs, isForced }: Highlight): string {
  const mjd = timeMs.map((time) => time / dayMs + unixEpochMjd)
  const top = Math.max(...fluxPeakMjy.map((flux, point) => flux + (fluxPeakErrMjy[point] ?? 0))) * 1.08
  const [first, last] = [Math.min(...mjd), Math.max(...mjd)]
  const pad = (last - first) * 0.05
  const x = scale(first - pad, last + pad, margin.left, width - margin.right)
  const y = scale(
    Math.min(0, ...fluxPeakMjy.map((flux, point) => flux - (fluxPeakErrMjy[point] ?? 0))),
    top,
    height - margin.bottom,
    margin.top,
  )
  const grid = ticks(0, top, 4).map(
    (value) =>
      `<path class="grid" d="M${margin.left} ${pixels(y(value))}H${width - margin.right}"/><text x="${margin.left - 8}" y="${pixels(y(value) + 4)}" text-anchor="end">${value}</text>`,
  )
  const dates = ticks(first, last, 5).map(
    (value) => `<text x="${pixels(x(value))}" y="${height - margin.bottom + 18}" text-anchor="middle">${value}</text>`,
  )
  const points = mjd.map((time, point) => {
    const [flux, error] = [fluxPeakMjy[point] ?? 0, fluxPeakErrMjy[point] ?? 0]
    const kind = isForced[point] ? 'forced' : 'detection'
    return `<path class="${kind}" d="M${pixels(x(time))} ${pixels(y(flux - error))}V${pixels(y(flux + error))}"/><circle class="${kind}" cx="${pixels(x(time))}" cy="${pixels(y(flux))}" r="4"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Light curve of ${name}">
<style>
  svg { background: #ffffff; font: 12px system-ui, sans-serif } text { fill: #171a21 } .grid { stroke: #e5e5e0 }
  .detection { stroke: #0072b2; stroke-width: 1.5 } circle.detection { fill: #0072b2 }
  .forced { stroke: #e69f00; stroke-width: 1.5 } circle.forced { fill: #e69f00 }
</style>
<text x="${margin.left}" y="20" font-weight="600">${name}</text>
<text x="${margin.left + 150}" y="20">η = ${eta.toFixed(0)}</text>
<circle class="detection" cx="${width - 186}" cy="16" r="4"/><text x="${width - 176}" y="20">detection</text>
<circle class="forced" cx="${width - 92}" cy="16" r="4"/><text x="${width - 82}" y="20">forced fit</text>
${grid.join('\n')}
${dates.join('\n')}
${points.join('\n')}
<text x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" text-anchor="middle">MJD (UTC)</text>
<text transform="translate(16 ${(height - margin.bottom + margin.top) / 2}) rotate(-90)" text-anchor="middle">peak flux density (mJy/beam)</text>
</svg>
`
}
