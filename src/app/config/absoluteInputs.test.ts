import { describe, expect, it } from 'vitest'
import { absoluteInputs } from './absoluteInputs.ts'

describe('making input paths absolute', () => {
  it('changes paths and globs of lists and epochs, and keeps comments, keys and absolute paths', () => {
    const text = `# my run
inputs:
  image: # two epochs
    1: [a.fits, /data/b.fits]
    2: {glob: "more/*.fits"}
  noise:
    - ~/n.fits
measurements:
  source_finder: selavy
`
    expect(absoluteInputs(text, '/data/x')).toBe(`# my run
inputs:
  image:
    # two epochs
    1: [ /data/x/a.fits, /data/b.fits ]
    2: { glob: "/data/x/more/*.fits" }
  noise:
    - ~/n.fits
measurements:
  source_finder: selavy
`)
  })

  it('leaves text alone that is no configuration', () => {
    for (const text of ['inputs: [', 'inputs: null\n', '- a\n', '']) expect(absoluteInputs(text, '/x')).toBe(text)
  })
})
