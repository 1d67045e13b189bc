import { takeAway } from '../parts/takeAway.ts'
import { figureCsv, type Figure } from './figure.ts'
import { pngWithFacts } from './pngFacts.ts'

export type FigureFormat = 'svg' | 'pdf' | 'png'

const namespace = 'http://www.w3.org/2000/svg'
const dotsPerInch = 600
const MM_PER_INCH = 25.4

interface Sized {
  readonly svg: SVGSVGElement
  readonly widthMm: number
  readonly heightMm: number
}

/** The figure as a document of this width, whatever size it was drawn in, with its caption in its description. */
async function sizedFigure({ svg: draw, name, caption }: Figure, widthMm: number): Promise<Sized> {
  const parsed = new DOMParser().parseFromString(await draw(widthMm), 'image/svg+xml').documentElement
  if (!(parsed instanceof SVGSVGElement)) throw new TypeError(`Expected figure ${name} as SVG, found ${parsed.nodeName}.`)
  const svg = document.importNode(parsed, true)
  const { width, height } = svg.viewBox.baseVal
  const heightMm = (widthMm * height) / width
  svg.setAttribute('width', `${widthMm}mm`)
  svg.setAttribute('height', `${heightMm.toFixed(2)}mm`)
  const described = (['title', 'desc'] as const).map((tag) => {
    const element = document.createElementNS(namespace, tag)
    element.textContent = tag === 'title' ? name : caption
    return element
  })
  for (const old of svg.querySelectorAll(':scope > title, :scope > desc')) old.remove()
  svg.prepend(...described)
  return { svg, widthMm, heightMm }
}

function textOf(svg: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`
}

function loadedPicture(source: string): Promise<HTMLImageElement> {
  const picture = new Image()
  return new Promise((resolve, reject) => {
    picture.addEventListener('load', () => resolve(picture))
    picture.addEventListener('error', () => reject(new Error('Expected a figure that can be drawn, found one that the browser refuses.')))
    picture.src = source
  })
}

async function pngOf({ svg, widthMm, heightMm }: Sized, description: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([textOf(svg)], { type: 'image/svg+xml' }))
  try {
    const picture = await loadedPicture(address)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round((widthMm / MM_PER_INCH) * dotsPerInch)
    canvas.height = Math.round((heightMm / MM_PER_INCH) * dotsPerInch)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!drawn) throw new Error('Expected a picture of the figure, found that the browser gives none.')
    const bytes = pngWithFacts(new Uint8Array(await drawn.arrayBuffer()), { dotsPerInch, description })
    return new Blob([bytes.slice()], { type: 'image/png' })
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** The fonts that every PDF has know Latin letters only. */
const latin: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2032': "'",
  '\u2033': '"',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u2265': '>=',
  '\u2264': '<=',
  '\u03bc': '\u00b5',
  α: 'alpha',
  δ: 'delta',
  η: 'eta',
  ν: 'nu',
  σ: 'sigma',
  χ: 'chi',
}

function writeLatin(svg: SVGSVGElement): void {
  const walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    node.nodeValue = (node.nodeValue ?? '').replaceAll(/[^\u0020-\u00ff]/g, (letter) => latin[letter] ?? letter)
  }
}

async function pdfOf({ svg, widthMm, heightMm }: Sized, { name, caption }: Figure): Promise<Blob> {
  const [{ jsPDF }, { svg2pdf }] = await Promise.all([import('jspdf'), import('svg2pdf.js')])
  const document = new jsPDF({
    unit: 'mm',
    format: [widthMm, heightMm],
    orientation: widthMm > heightMm ? 'landscape' : 'portrait',
    compress: true,
  })
  document.setProperties({ title: name, subject: caption, creator: 'Halley' })
  writeLatin(svg)
  await svg2pdf(svg, document, { x: 0, y: 0, width: widthMm, height: heightMm })
  return document.output('blob')
}

async function fileOf(figure: Figure, format: FigureFormat, widthMm: number): Promise<Blob> {
  const sized = await sizedFigure(figure, widthMm)
  if (format === 'pdf') return pdfOf(sized, figure)
  return format === 'png' ? pngOf(sized, figure.caption) : new Blob([textOf(sized.svg)], { type: 'image/svg+xml' })
}

/** Downloads a figure at a width on paper. */
export async function downloadFigure(figure: Figure, format: FigureFormat, widthMm: number): Promise<void> {
  takeAway(await fileOf(figure, format, widthMm), `${figure.name}_${widthMm}mm.${format}`)
}

/** Downloads the rows that a figure shows. */
export function downloadFigureRows(figure: Figure): void {
  takeAway(new Blob([figureCsv(figure)], { type: 'text/csv' }), `${figure.name}.csv`)
}
