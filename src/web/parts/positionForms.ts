import { formatDec, formatRa } from './sexagesimal.ts'

/** A position in the words of one program. */
export interface PositionForm {
  readonly words: string
  readonly text: string
}

const regionArcsec = 10

function raOfCasa(raDeg: number): string {
  return formatRa(raDeg).replace(':', 'h').replace(':', 'm') + 's'
}

function decOfCasa(decDeg: number): string {
  return formatDec(decDeg).replace(':', 'd').replace(':', 'm') + 's'
}

/** A position as texts to paste: to 0.15 arcsec in sexagesimal forms, to 0.004 arcsec in degrees. */
export function positionForms(raDeg: number, decDeg: number): readonly PositionForm[] {
  // What rounds up to a whole turn is at its beginning.
  const ra = Number(raDeg.toFixed(6)) >= 360 ? '0.000000' : raDeg.toFixed(6)
  const dec = `${decDeg < 0 ? '-' : '+'}${Math.abs(decDeg).toFixed(6)}`
  return [
    { words: 'Sexagesimal', text: `${formatRa(raDeg)} ${formatDec(decDeg)}` },
    { words: 'Degrees', text: `${ra} ${dec}` },
    { words: 'CASA direction', text: `ICRS ${raOfCasa(raDeg)} ${decOfCasa(decDeg)}` },
    { words: 'CASA region', text: `circle[[${raOfCasa(raDeg)}, ${decOfCasa(decDeg)}], ${regionArcsec}arcsec], coord=ICRS` },
    { words: 'DS9 region', text: `icrs;circle(${ra},${dec},${regionArcsec}")` },
  ]
}
