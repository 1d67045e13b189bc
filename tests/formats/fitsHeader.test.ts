import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCard } from '../../src/formats/fits/card.ts'
import { FitsHeader } from '../../src/formats/fits/header.ts'
import { readImageHeader } from '../../src/formats/fits/imageHeader.ts'
import { wcsFromHeader } from '../../src/formats/fits/wcsHeader.ts'
import { degToArcsec } from '../../src/sky/angle.ts'
import { jdOfUnixMs } from '../../src/sky/julianDate.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { createWcs } from '../../src/sky/wcs.ts'

const folder = join(import.meta.dirname, '../oracles/fits')

function readLines(name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').slice(1)
}

function makeHeader(lines: readonly string[]): FitsHeader {
  return new FitsHeader(
    'a.fits',
    lines.map((line) => parseCard(line.padEnd(80))),
  )
}

const headers = new Map<string, string[]>()
for (const line of readLines('headers.txt')) {
  if (line.startsWith('== ')) headers.set(line.slice(3), [])
  else [...headers.values()].at(-1)?.push(line)
}

describe('the coordinate system of a header', () => {
  const rows = readLines('wcs.csv')
    .slice(1)
    .map((line) => line.split(','))

  it.each([...headers])('gives the positions of wcslib: %s', (name, lines) => {
    const parameters = wcsFromHeader(makeHeader(lines))
    if (!parameters.ok) throw new Error(parameters.fault.message)
    const wcs = createWcs(parameters.value)
    const own = rows.filter((row) => row[0] === name)
    expect(own).toHaveLength(4)
    for (const row of own) {
      const [x, y, raDeg, decDeg] = row.slice(1).map(Number)
      const found = wcs.skyFromPixel(x, y)
      expect(degToArcsec(separationDeg(raDeg, decDeg, found.raDeg, found.decDeg))).toBeLessThan(1e-7)
    }
  })
})

describe('the time of a header', () => {
  const rows = readLines('times.csv').slice(1)
  const base = (headers.get('stokes_first') ?? []).concat(['BMAJ    = 0.01', 'BMIN    = 0.01', 'BPA     = 0.0'])

  it.each(rows)('is that of astropy, in UTC: %s', (row) => {
    const [date, scale, utc, jd] = row.split(',')
    const facts = readImageHeader(makeHeader([...base, `DATE-OBS= '${date}'`, `TIMESYS = '${scale}'`]))
    if (!facts.ok) throw new Error(facts.fault.message)
    // JavaScript has no leap second: it is the first second of the next day. TDB is read as TT, up to 2 ms off.
    const [minutes, seconds] = [`${utc.slice(0, 16)}:00Z`, Number(utc.slice(17))]
    const expectedMs = Date.parse(minutes) + seconds * 1000
    expect(Math.abs(Date.parse(facts.value.timeUtc) - expectedMs)).toBeLessThanOrEqual(scale === 'TDB' ? 2 : 0.01)
    // On a day with a leap second astropy's days are 86,401 s long.
    const toleranceS = /(1998|2016|1979)-12-31/.test(utc) ? 1 : 0.0025
    expect(Math.abs(jdOfUnixMs(Date.parse(facts.value.timeUtc)) - Number(jd)) * 86_400).toBeLessThanOrEqual(toleranceS)
  })
})
