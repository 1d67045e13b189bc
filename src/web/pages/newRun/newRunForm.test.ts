import { describe, expect, it } from 'vitest'
import type { MatchedImage } from '../../../app/contract/inputFiles.ts'
import { changedSettings, emptyForm, inputsOf, withImages, type PickedImage } from './newRunForm.ts'

function image(name: string, change: Partial<PickedImage> = {}): PickedImage {
  const of = (ending: string) => `/data/${name}.${ending}`
  return { image: of('fits'), selavy: of('txt'), noise: of('rms.fits'), background: of('bkg.fits'), epoch: '1', ...change }
}

function matched(name: string): MatchedImage {
  return { image: `/data/${name}.fits`, selavy: null, noise: null, background: null }
}

describe('the inputs of a new run', () => {
  it('are none until there is a complete image', () => {
    expect(inputsOf(emptyForm)).toBeNull()
    expect(inputsOf({ ...emptyForm, picked: [image('a', { noise: null })] })).toBeNull()
  })

  it('leave out an image without catalogue or noise map, and background maps where one image has none', () => {
    const picked = [image('a'), image('b', { background: null }), image('c', { selavy: null })]
    expect(inputsOf({ ...emptyForm, picked })).toEqual({
      image: { kind: 'files', files: ['/data/a.fits', '/data/b.fits'] },
      selavy: { kind: 'files', files: ['/data/a.txt', '/data/b.txt'] },
      noise: { kind: 'files', files: ['/data/a.rms.fits', '/data/b.rms.fits'] },
      background: null,
    })
  })

  it('are grouped by the keys of epochs, every kind alike', () => {
    const picked = [image('a', { epoch: '1' }), image('b', { epoch: '2' }), image('c', { epoch: ' 1' })]
    const inputs = inputsOf({ ...emptyForm, picked, hasEpochs: true })
    expect(inputs?.noise).toEqual({
      kind: 'epochs',
      epochs: [
        { key: '1', source: { kind: 'files', files: ['/data/a.rms.fits', '/data/c.rms.fits'] } },
        { key: '2', source: { kind: 'files', files: ['/data/b.rms.fits'] } },
      ],
    })
    expect(inputsOf({ ...emptyForm, picked: [image('a', { epoch: ' ' })], hasEpochs: true })).toBeNull()
  })

  it('are patterns or paths, a line each', () => {
    const patterns = { image: '/d/*.fits\n\n /e/*.fits ', selavy: '/d/*.txt', noise: '/d/*.rms.fits', background: '' }
    expect(inputsOf({ ...emptyForm, inputForm: 'patterns', patterns })).toMatchObject({
      image: { kind: 'glob', patterns: ['/d/*.fits', '/e/*.fits'] },
      background: null,
    })
    expect(inputsOf({ ...emptyForm, inputForm: 'paths', paths: patterns })?.selavy).toEqual({ kind: 'files', files: ['/d/*.txt'] })
  })
})

describe('images that are picked one time after the other', () => {
  it('are there once, keep their epochs, and new ones get the next', () => {
    const first = withImages([], [matched('a'), matched('b')]).map((image) => ({
      ...image,
      epoch: image.epoch === '1' ? '7' : image.epoch,
    }))
    expect(withImages(first, [matched('b'), matched('c')]).map(({ image, epoch }) => [image, epoch])).toEqual([
      ['/data/a.fits', '7'],
      ['/data/b.fits', '2'],
      ['/data/c.fits', '8'],
    ])
  })
})

describe('the settings of a new run', () => {
  it('are those that are not at their defaults', () => {
    const settings = { 'source_association.radius': '15', 'new_sources.min_sigma': '5' }
    expect(changedSettings({ ...emptyForm, settings })).toEqual([{ setting: 'source_association.radius', value: '15' }])
  })
})
