import { createElement } from 'react'
import { escapeXml } from '../figure.ts'

/** A part of a drawing: an element of SVG, its attributes by the names that React has for them, the text in it. */
export interface Mark {
  readonly tag: 'circle' | 'path' | 'rect' | 'text'
  readonly at: Readonly<Record<string, string | number>>
  readonly text?: string
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** Marks as the text of an SVG. */
export function textOfMarks(marks: readonly Mark[]): string {
  return marks
    .map(({ tag, at, text }) => {
      const attributes = Object.entries(at).map(([name, value]) => ` ${kebab(name)}="${escapeXml(String(value))}"`)
      return text === undefined ? `<${tag}${attributes.join('')}/>` : `<${tag}${attributes.join('')}>${escapeXml(text)}</${tag}>`
    })
    .join('')
}

/** The same marks on a page. */
export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return marks.map(({ tag, at, text }, index) => createElement(tag, { key: index, ...at }, text))
}
