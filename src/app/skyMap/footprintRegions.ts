import type { SkyImage } from '../contract/skyMap.ts'

/** Footprints as a file of regions, which other programs draw over their images. */
export const regionFormats = ['ds9', 'crtf'] as const

export type RegionFormat = (typeof regionFormats)[number]

function corners({ footprint }: SkyImage, write: (ra: number, dec: number) => string): string {
  return footprint.map(([ra, dec]) => write(ra, dec)).join(', ')
}

const heads: Readonly<Record<RegionFormat, string>> = {
  ds9: '# Region file format: DS9 version 4.1\nglobal color=cyan width=1\nicrs\n',
  crtf: '#CRTFv0 CASA Region Text Format version 0\nglobal coord=ICRS, color=cyan, linewidth=1\n',
}

const lines: Readonly<Record<RegionFormat, (image: SkyImage) => string>> = {
  ds9: (image) =>
    `polygon(${corners(image, (ra, dec) => `${ra}, ${dec}`)}) # text={${image.name.replaceAll('{', '(').replaceAll('}', ')')}}\n`,
  crtf: (image) => `poly[${corners(image, (ra, dec) => `[${ra}deg, ${dec}deg]`)}], label="${image.name.replaceAll('"', "'")}"\n`,
}

/** A region for each image: DS9's, or CASA's, which CARTA reads too. */
export function footprintRegions(images: readonly SkyImage[], format: RegionFormat): string {
  return heads[format] + images.map(lines[format]).join('')
}
