/** A frequency band: what the images share whose frequencies are near enough to be compared. */
export interface Band {
  /** The frequency in whole MHz, as text. */
  readonly name: string
  /** Whole MHz. */
  readonly frequencyMhz: number
  readonly bandwidthMhz: number
}

export interface BandedImages {
  readonly bands: readonly Band[]
  /** Index into `bands` for every image. */
  readonly bandIndex: Int32Array
}

/**
 * Puts every image into the first band whose frequency differs by less than 2 % of the band's, or into a new one.
 * Frequencies and bandwidths are cut to whole MHz first. The bands depend on the order of the images.
 */
export function assignBands(images: readonly { readonly frequencyMhz: number; readonly bandwidthMhz: number }[]): BandedImages {
  const bands: Band[] = []
  const bandIndex = new Int32Array(images.length)
  for (const [i, image] of images.entries()) {
    const frequencyMhz = Math.trunc(image.frequencyMhz)
    const known = bands.findIndex((band) => sameBand(band.frequencyMhz, frequencyMhz))
    bandIndex[i] = known < 0 ? bands.length : known
    if (known < 0) bands.push({ name: String(frequencyMhz), frequencyMhz, bandwidthMhz: Math.trunc(image.bandwidthMhz) })
  }
  return { bands, bandIndex }
}

function sameBand(bandMhz: number, frequencyMhz: number): boolean {
  return frequencyMhz === bandMhz || Math.abs(frequencyMhz - bandMhz) < 0.02 * bandMhz
}
