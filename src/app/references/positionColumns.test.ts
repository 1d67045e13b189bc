import { expect, test } from 'vitest'
import { positionColumns, type DescribedColumn } from './positionColumns.ts'

function column(name: string, ucd: string): DescribedColumn {
  return { name, ucd, type: 'DOUBLE', unit: 'deg', description: '' }
}

const asked = { path: '/data/others.vot' }

function foundBy(ra: string, dec: string) {
  return positionColumns([column('x', ra), column('y', dec)], asked)
}

test('the main position is found by its UCDs, whatever they are called and whatever else the UCDs say', () => {
  for (const tail of ['', ';meta.main', ';meta.main;stat.mean'])
    expect(foundBy(`pos.eq.ra${tail}`, `pos.eq.dec${tail}`)).toMatchObject({ ok: true, value: { ra: 'x', dec: 'y', unit: 'deg' } })
  expect(foundBy('POS_EQ_RA_MAIN', 'POS_EQ_DEC_MAIN')).toMatchObject({ ok: true, value: { ra: 'x', dec: 'y' } })
})

test('of several positions the main one counts, and errors of positions are none', () => {
  const columns = [
    column('ra_b', 'pos.eq.ra'),
    column('e_ra', 'stat.error;pos.eq.ra'),
    column('ra_a', 'pos.eq.ra;meta.main'),
    column('dec_a', 'pos.eq.dec;meta.main'),
  ]
  expect(positionColumns(columns, asked)).toMatchObject({ ok: true, value: { ra: 'ra_a', dec: 'dec_a' } })
  const errors = [column('e', 'stat.error;pos.eq.ra'), column('f', 'stat.error;pos.eq.dec')]
  expect(positionColumns(errors, asked)).toMatchObject({
    ok: false,
    fault: { code: 'reference.column', hint: expect.stringContaining('--ra COLUMN') },
  })
})
