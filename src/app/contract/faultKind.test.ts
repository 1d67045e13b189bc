import { describe, expect, it } from 'vitest'
import { faultKind } from './faultKind.ts'

describe('the kind of a fault', () => {
  it('is that of the longest prefix of its code', () => {
    expect(faultKind('file.read')).toBe('environment')
    expect(faultKind('file.missing')).toBe('notFound')
    expect(faultKind('item.notFound')).toBe('notFound')
  })

  it('is a conflict where somebody else changed the run meanwhile, and of the environment where the disk refuses', () => {
    expect(faultKind('publish.superseded')).toBe('conflict')
    expect(faultKind('publish.disk')).toBe('environment')
  })

  it('does not take the beginning of a word for a prefix', () => {
    expect(faultKind('filed.missing')).toBe('environment')
  })
})
