import type { TableSpec } from './column.ts'

export const skyRegionsTable = {
  name: 'skyregions',
  description: 'Regions of the sky that images cover.',
  columns: [
    { name: 'id', type: 'int64', ucd: 'meta.id;meta.main', description: 'Sky region.' },
    {
      name: 'centre_ra',
      type: 'float64',
      unit: 'deg',
      ucd: 'pos.eq.ra;meta.main',
      description: 'Right ascension of the centre, in the frame of the images: ICRS or FK5 J2000.',
    },
    {
      name: 'centre_dec',
      type: 'float64',
      unit: 'deg',
      ucd: 'pos.eq.dec;meta.main',
      description: 'Declination of the centre, in the frame of the images: ICRS or FK5 J2000.',
    },
    { name: 'width_ra', type: 'float64', unit: 'deg', ucd: 'phys.angSize', description: 'Width.' },
    { name: 'width_dec', type: 'float64', unit: 'deg', ucd: 'phys.angSize', description: 'Height.' },
    { name: 'xtr_radius', type: 'float64', unit: 'deg', ucd: 'phys.angSize', description: 'Radius of the circle around the region.' },
    { name: 'x', type: 'float64', ucd: 'pos.cartesian.x', description: 'Unit vector to the centre, x.' },
    { name: 'y', type: 'float64', ucd: 'pos.cartesian.y', description: 'Unit vector to the centre, y.' },
    { name: 'z', type: 'float64', ucd: 'pos.cartesian.z', description: 'Unit vector to the centre, z.' },
  ],
} as const satisfies TableSpec
