import { describe, expect, it } from 'vitest'
import type { Fault } from '../../fault/fault.ts'
import { parseCard } from './card.ts'
import { FitsHeader } from './header.ts'
import { readImageHeader } from './imageHeader.ts'
import type { ImageHeader } from './imageHeader.ts'

const base: Readonly<Record<string, string>> = {
  NAXIS: '4',
  NAXIS1: '256',
  NAXIS2: '128',
  NAXIS3: '1',
  NAXIS4: '1',
  CTYPE1: "'RA---SIN'",
  CRPIX1: '129.0',
  CRVAL1: '150.0',
  CDELT1: '-5.5D-04',
  CTYPE2: "'DEC--SIN'",
  CRPIX2: '65.0',
  CRVAL2: '-30.0',
  CDELT2: '5.5E-04',
  CTYPE3: "'FREQ    '",
  CRPIX3: '1.0',
  CRVAL3: '8.88E8',
  CDELT3: '2.88E8',
  CTYPE4: "'STOKES  '",
  CRPIX4: '1.0',
  CRVAL4: '1.0',
  CDELT4: '1.0',
  BMAJ: '4.0E-3',
  BMIN: '3.0E-3',
  BPA: '10.0',
  'DATE-OBS': "'2020-08-03T04:33:55.479'",
  TELESCOP: "'ASKAP   '",
}

/** The base header with other values; '' takes a card away. */
function read(changes: Readonly<Record<string, string>>, lines: readonly string[] = []) {
  const cards = Object.entries({ ...base, ...changes }).filter(([, value]) => value !== '')
  const texts = cards.map(([keyword, value]) => `${keyword.padEnd(8)}= ${value}`)
  return readImageHeader(
    new FitsHeader(
      'a.fits',
      [...texts, ...lines].map((text) => parseCard(text.padEnd(80))),
    ),
  )
}

function facts(changes: Readonly<Record<string, string>>, lines: readonly string[] = []): ImageHeader {
  const result = read(changes, lines)
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

function time(changes: Readonly<Record<string, string>>): string {
  return facts(changes).timeUtc
}

function fault(changes: Readonly<Record<string, string>>): Fault {
  const result = read(changes)
  if (result.ok) throw new Error('expected a fault')
  return result.fault
}

describe('the header of a radio image', () => {
  it('gives its facts in the units of their names', () => {
    expect(facts({ DURATION: '600' })).toMatchObject({
      telescope: 'ASKAP',
      polarisation: 'I',
      timeUtc: '2020-08-03T04:33:55.479Z',
      durationS: 600,
      frequencyMhz: 888,
      bandwidthMhz: 288,
      beamMajorDeg: 4e-3,
      beamMinorDeg: 3e-3,
      beamPaDeg: 10,
      width: 256,
      height: 128,
    })
  })

  it('finds frequency and Stokes on either axis, and on none', () => {
    const swapped = { CTYPE3: "'STOKES'", CRVAL3: '4.0', CDELT3: '1.0', CTYPE4: "'FREQ'", CRVAL4: '1.4', CDELT4: '-0.05', CUNIT4: "'GHz'" }
    expect(facts(swapped)).toMatchObject({ polarisation: 'V', frequencyMhz: 1400, bandwidthMhz: 50 })
    const plain = { NAXIS: '2', CTYPE3: '', CTYPE4: '', RESTFRQ: '8.875E8', RESTBW: '2.88E8', STOKES: "'Q       '" }
    expect(facts(plain)).toMatchObject({ polarisation: 'Q', frequencyMhz: 887.5, bandwidthMhz: 288 })
    expect(facts({ NAXIS: '2' })).toMatchObject({ polarisation: 'I', frequencyMhz: 888 })
  })

  it('takes frequency and Stokes at the pixel of the plane, not at the reference pixel', () => {
    expect(facts({ CRPIX3: '0.0' }).frequencyMhz).toBe(888 + 288)
    expect(facts({ CRPIX4: '-1.0' }).polarisation).toBe('U')
    expect(facts({ CRVAL4: '-5.0' }).polarisation).toBe('XX')
  })

  it('turns an optical velocity into its frequency', () => {
    const velocity = { CTYPE3: "'VOPT'", CRVAL3: '2.99792458E5', CDELT3: '100.0', CUNIT3: "'km/s'", RESTFRQ: '1.42E9' }
    expect(facts(velocity).frequencyMhz).toBeCloseTo(710, 9)
    // 710^2 / 1420 MHz x 100 km/s / c
    expect(facts(velocity).bandwidthMhz).toBeCloseTo(355 / 2997.92458, 9)
    expect(facts({ CTYPE3: "'VOPT'" }).frequencyMhz).toBe(888)
  })

  it('takes the native pole from LONPOLE and LATPOLE, or from the PV cards that overrule them', () => {
    const car = { CTYPE1: "'RA---CAR'", CTYPE2: "'DEC--CAR'", LONPOLE: '150.0', LATPOLE: '-70.0' }
    expect(facts(car).wcs).toMatchObject({ lonPoleDeg: 150, latPoleDeg: -70 })
    expect(facts({ ...car, PV1_3: '160.0', PV1_4: '80.0' }).wcs).toMatchObject({ lonPoleDeg: 160, latPoleDeg: 80 })
    expect(facts({}).wcs).toMatchObject({ lonPoleDeg: 180, latPoleDeg: 90 })
  })

  it('refuses an image in CAR that goes on beyond native longitude 180, where pixels and the sky part', () => {
    const car = { CTYPE1: "'RA---CAR'", CTYPE2: "'DEC--CAR'", CRVAL1: '0.0', CRVAL2: '0.0', CDELT1: '-1.0', CDELT2: '1.0' }
    expect(fault({ ...car, CRPIX1: '308.0' })).toMatchObject({
      code: 'fits.wcs',
      message: 'a.fits: expected native longitudes between -180 and 180 deg in CAR, found 52 to 307 deg',
    })
    expect(fault({ ...car, CRPIX1: '-52.0' }).message).toContain('found -308 to -53 deg')
    expect(fault({ ...car, CDELT1: '1.0', CRPIX1: '100.0', PC1_2: '0.6' }).message).toContain('found -137 to 194 deg')
    // The whole sky, and a grid that goes once round and on.
    expect(facts({ ...car, NAXIS1: '361', CRPIX1: '181.0' }).width).toBe(361)
    expect(facts({ ...car, NAXIS1: '400', CRPIX1: '200.0' }).width).toBe(400)
    expect(facts({ ...car, CRPIX1: '181.5' }).width).toBe(256)
    expect(facts({ ...car, CRVAL1: '180.0', CRPIX1: '128.0' }).width).toBe(256)
    expect(facts({ CRPIX1: '500000.0' }).width).toBe(256)
  })

  it('takes the time from DATE-OBS with TIME-OBS, from a date alone, from MJD-OBS', () => {
    expect(time({ 'DATE-OBS': "'2020-08-03'", 'TIME-OBS': "'04:33:55.5'" })).toBe('2020-08-03T04:33:55.500Z')
    expect(time({ 'DATE-OBS': "'2020-08-03'" })).toBe('2020-08-03T00:00:00.000Z')
    expect(time({ 'DATE-OBS': "'31/12/97'" })).toBe('1997-12-31T00:00:00.000Z')
    expect(time({ 'DATE-OBS': '', 'MJD-OBS': '59064.5' })).toBe('2020-08-03T12:00:00.000Z')
    expect(time({ TIMESYS: "'TAI     '" })).toBe('2020-08-03T04:33:18.479Z')
  })

  it('takes the duration from the first keyword that has it', () => {
    expect(facts({ EXPTIME: '12.5', ONTIME: '99' }).durationS).toBe(12.5)
    expect(facts({}).durationS).toBe(0)
  })

  it('takes the last beam of AIPS from the HISTORY', () => {
    const lines = [
      'HISTORY AIPS   CLEAN BMAJ=  1.0000E-02 BMIN=  9.0000E-03 BPA=   1.00',
      'HISTORY AIPS   CLEAN BMAJ=  5.0000E-03 BMIN=  4.0000E-03 BPA=  -7.50',
    ]
    expect(facts({ BMAJ: '', BMIN: '', BPA: '' }, lines)).toMatchObject({ beamMajorDeg: 5e-3, beamMinorDeg: 4e-3, beamPaDeg: -7.5 })
  })
})

describe('the header of a radio image is refused', () => {
  it.each<[string, Record<string, string>, string]>([
    ['without a beam', { BMIN: '' }, 'a.fits: expected the beam in BMAJ, BMIN and BPA, found no BMIN'],
    ['with a beam of 0', { BMAJ: '0.0' }, 'a.fits: expected a beam above 0, found 0 x 0.003 deg'],
    ['without a time', { 'DATE-OBS': '' }, 'a.fits: expected the time of the observation in DATE-OBS or MJD-OBS, found neither'],
    ['with a day that is none', { 'DATE-OBS': "'2021-02-30'" }, "a.fits: DATE-OBS should be a date of the calendar, found '2021-02-30'"],
    ['with a strange time scale', { TIMESYS: "'TCB'" }, "a.fits: TIMESYS should be UTC, UT1, TAI, TT, TDT, TDB or GPS, found 'TCB'"],
    ['without a frequency', { CTYPE3: '' }, 'a.fits: expected a frequency above 0, found none'],
    ['with a frequency in metres', { CUNIT3: "'m'" }, "a.fits: CUNIT3 should be Hz, kHz, MHz or GHz, found 'm'"],
    ['with a number in quotes', { BMAJ: "'0.004'" }, "a.fits: BMAJ should be a number, found '0.004'"],
    ['with a number that is none', { CRVAL1: 'NaN' }, 'a.fits: CRVAL1 should be a number, found NaN'],
    [
      'with an unknown Stokes parameter',
      { CRVAL4: '7.0' },
      'a.fits: CRVAL4 should be a Stokes parameter: 1 to 4 (I, Q, U, V) or -1 to -8 (RR to YX), found 7.0',
    ],
    ['with a negative duration', { EXPTIME: '-1' }, 'a.fits: EXPTIME should be a time of 0 s or more, found -1'],
    ['without celestial axes', { CTYPE1: '' }, 'a.fits: expected axes with the CTYPE RA---... and DEC--..., found none'],
    [
      'in galactic coordinates',
      { CTYPE1: "'GLON-SIN'", CTYPE2: "'GLAT-SIN'" },
      'a.fits: expected ICRS or FK5 J2000 coordinates, found galactic coordinates (GLON, GLAT)',
    ],
    ['in FK4', { RADESYS: "'FK4'" }, 'a.fits: expected ICRS or FK5 J2000 coordinates, found FK4 coordinates'],
    ['of equinox 1950', { EQUINOX: '1950.0' }, 'a.fits: expected ICRS or FK5 J2000 coordinates, found FK4 coordinates'],
    [
      'in FK5 of another equinox',
      { RADESYS: "'FK5'", EQUINOX: '1975.0' },
      'a.fits: expected ICRS or FK5 J2000 coordinates, found FK5 coordinates of equinox 1975',
    ],
    [
      'in another projection',
      { CTYPE1: "'RA---AIT'", CTYPE2: "'DEC--AIT'" },
      'a.fits: expected the projection SIN, TAN, ZEA, CAR or NCP, found the projection AIT',
    ],
    ['with a distortion', { CTYPE1: "'RA---TAN-SIP'", CTYPE2: "'DEC--TAN-SIP'" }, 'found the projection TAN-SIP'],
    ['with two projections', { CTYPE2: "'DEC--TAN'" }, 'a.fits: the projections of CTYPE1 and CTYPE2 differ: SIN and TAN'],
    ['without a step', { CDELT2: '' }, 'a.fits: CDELT2 is missing from the header, expected a number (or CD cards)'],
    ['with a singular matrix', { CDELT2: '0.0' }, 'has no inverse'],
    ['with a declination of 95', { CRVAL2: '95.0' }, 'a.fits: expected CRVAL2 between -90 and 90 deg, found 95'],
    [
      'with a third axis in the matrix',
      { PC1_3: '0.5', CRPIX3: '2.0' },
      'a.fits: the celestial coordinates depend on axis 3, whose CRPIX3 is not 1',
    ],
    [
      'as NCP on the equator',
      { CTYPE1: "'RA---NCP'", CTYPE2: "'DEC--NCP'", CRVAL2: '0.0' },
      'a.fits: expected CRVAL2 other than 0 for the projection NCP, found 0',
    ],
    ['with a moved reference', { PV1_2: '45.0' }, 'a.fits: expected PV1_2 = 90, found 45'],
  ])('%s', (_, changes, message) => {
    expect(fault(changes).message).toContain(message)
    expect(fault(changes).hint).not.toBe('')
  })
})
