import { expect, it } from 'vitest'

import { nearestName } from './nearestName.ts'

const names = ['radius', 'deruiter_radius', 'method', 'parallel', 'min_sigma']

it('finds the name that was meant in spite of a slip, a swap, another case or a dash', () => {
  expect(['raduis', 'Radius', 'deruiter-radius', 'metod', 'parralel', 'min_sigmas'].map((written) => nearestName(written, names))).toEqual([
    'radius',
    'radius',
    'deruiter_radius',
    'method',
    'parallel',
    'min_sigma',
  ])
})

it('finds none where none is near', () => {
  expect(['colour', 'x', ''].map((written) => nearestName(written, names))).toEqual([null, null, null])
})
