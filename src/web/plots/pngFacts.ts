const MM_PER_M = 1000
const MM_PER_INCH = 25.4

/** Of ISO 3309, as PNG has it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(type), 4)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)))
  return bytes
}

function resolutionOf(dotsPerInch: number): Uint8Array {
  const data = new Uint8Array(9)
  const view = new DataView(data.buffer)
  const dotsPerMetre = Math.round((dotsPerInch / MM_PER_INCH) * MM_PER_M)
  view.setUint32(0, dotsPerMetre)
  view.setUint32(4, dotsPerMetre)
  data[8] = 1
  return data
}

/** After the signature and the header, where such chunks belong. */
const AFTER_HEADER = 8 + 25

/** A PNG that says how large it is on paper and what it shows: printers and word processors then place it at its width. */
export function pngWithFacts(png: Uint8Array, { dotsPerInch, description }: { dotsPerInch: number; description: string }): Uint8Array {
  const text = new TextEncoder().encode(`Description\0\0\0\0\0${description}`)
  const added = [chunkOf('pHYs', resolutionOf(dotsPerInch)), chunkOf('iTXt', text)]
  const bytes = new Uint8Array(png.length + added.reduce((sum, { length }) => sum + length, 0))
  bytes.set(png.subarray(0, AFTER_HEADER))
  let at = AFTER_HEADER
  for (const chunk of added) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  bytes.set(png.subarray(AFTER_HEADER), at)
  return bytes
}
