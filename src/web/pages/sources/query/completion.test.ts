import { expect, test } from 'vitest'
import { complete, completionAt } from './completion.ts'

test('the columns that begin like what is written come first, then those that have it within', () => {
  expect(completionAt('eta', 3).offers).toEqual(['eta_int', 'eta_peak'])
  expect(completionAt('n_meas >= 3 and n_meas_s', 24).offers).toEqual(['n_meas_sel'])
  expect(completionAt('peak', 4).offers).toContain('eta_peak')
  expect(completionAt('', 0).offers).toEqual([])
})

test('nothing is offered in a text in quotation marks, nor for a word that is whole', () => {
  expect(completionAt("tagged 'eta", 11).offers).toEqual([])
  expect(completionAt('new', 3).offers).toEqual(['new_high_sigma', 'new'])
  expect(completionAt('n_rel', 5).offers).toEqual([])
})

test('a word is completed where it stands, and the caret comes behind it', () => {
  const text = 'new and eta > 3'
  const at = completionAt(text, 11)
  expect(complete(text, 11, at, 'eta_peak')).toEqual({ text: 'new and eta_peak > 3', caret: 16 })
  expect(complete('con', 3, completionAt('con', 3), 'cone(')).toEqual({ text: 'cone(', caret: 5 })
})
