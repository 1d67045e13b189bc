import { type ErrorCode, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml'

import { type Fault, makeFault } from '../../fault/fault.ts'

/** Where something stands in the text, both counted from 1. */
export interface YamlPlace {
  readonly line: number
  readonly column: number
}

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly place: YamlPlace
  /** As written, without quotes: `01` stays `01`. */
  readonly text: string
  /** As YAML 1.2 reads it. */
  readonly value: string | number | boolean | null
}

export interface YamlList {
  readonly kind: 'list'
  readonly place: YamlPlace
  readonly items: readonly YamlValue[]
}

export interface YamlEntry {
  readonly key: string
  readonly keyPlace: YamlPlace
  readonly value: YamlValue
}

export interface YamlMap {
  readonly kind: 'map'
  readonly place: YamlPlace
  readonly entries: readonly YamlEntry[]
}

export type YamlValue = YamlScalar | YamlList | YamlMap

export interface YamlDocument {
  /**
   * The values as far as they can be told: null where the text is no YAML. A key that stands twice is a fault, and is in
   * the tree with its first value alone.
   */
  readonly root: YamlValue | null
  /** All faults, in the order of the text; `data` has `file`, `line` and `column`. */
  readonly faults: readonly Fault[]
}

/** More values than this made by aliases are refused: an alias of aliases of aliases fills any memory. */
const aliasedValuesLimit = 10_000

/**
 * Parses one YAML 1.2 document and keeps the place of every key and value. Aliases are resolved; tags other than YAML's
 * own, several documents, and keys that are no text are faults.
 *
 * @param file what messages call it
 */
export function parseYaml(file: string, text: string): YamlDocument {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'error' })
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  const reader = new TreeReader(file, lines)
  const isReadable = errors.every((error) => error.code === 'DUPLICATE_KEY')
  const root = isReadable ? reader.value(document.contents) : null
  if (isReadable) return { root: reader.aliasFault ? null : root, faults: reader.faults }
  return { root: null, faults: syntaxFaults(file, text, lines, errors) }
}

class TreeReader {
  readonly #file: string
  readonly #lines: LineCounter
  readonly #anchors = new Map<string, Node>()
  readonly #open = new Set<string>()
  #aliasedValues = 0
  readonly faults: Fault[] = []
  aliasFault = false

  constructor(file: string, lines: LineCounter) {
    this.#file = file
    this.#lines = lines
  }

  value(node: Node | null): YamlValue {
    if (this.#open.size > 0) this.#aliasedValues += 1
    const place = this.#place(node)
    if (isAlias(node)) return this.#alias(node.source, place)
    if (node?.anchor !== undefined) this.#anchors.set(node.anchor, node)
    if (isMap<Node, Node | null>(node)) return { kind: 'map', place, entries: this.#entries(node.items) }
    if (isSeq<Node>(node)) return { kind: 'list', place, items: node.items.map((item) => this.value(item)) }
    if (isScalar(node)) return scalar(node.value, node.source, place)
    return scalar(null, '', place)
  }

  #entries(pairs: readonly { key: Node; value: Node | null }[]): YamlEntry[] {
    const entries = new Map<string, YamlEntry>()
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : ''
      const keyPlace = this.#place(key)
      const first = entries.get(name)
      if (first)
        this.#refuse(
          'yaml.duplicate-key',
          keyPlace,
          `each key once, found ${name} again (first on line ${first.keyPlace.line})`,
          'Remove one of the two.',
        )
      const entry = { key: name, keyPlace, value: value === null ? scalar(null, '', keyPlace) : this.value(value) }
      if (!first) entries.set(name, entry)
    }
    return [...entries.values()]
  }

  #alias(name: string, place: YamlPlace): YamlValue {
    const target = this.#anchors.get(name)
    const reason = target === undefined ? 'no such anchor above it' : this.#open.has(name) ? 'an anchor that contains it' : null
    if (target === undefined || reason !== null)
      return this.#refuseAlias(place, `an alias of an anchor above, found *${name} with ${reason}`)
    if (this.#aliasedValues > aliasedValuesLimit) {
      return this.#refuseAlias(place, `aliases that stand for at most ${aliasedValuesLimit} values, found more`)
    }
    this.#open.add(name)
    const value = this.value(target)
    this.#open.delete(name)
    return value
  }

  #refuseAlias(place: YamlPlace, reason: string): YamlValue {
    if (!this.aliasFault) this.#refuse('yaml.alias', place, reason, 'Write the value out instead of the alias.')
    this.aliasFault = true
    return scalar(null, '', place)
  }

  #refuse(code: string, place: YamlPlace, reason: string, hint: string): void {
    this.faults.push(placedFault(this.#file, code, place, `expected ${reason}.`, hint))
  }

  #place(node: Node | null): YamlPlace {
    return placeAt(this.#lines, node?.range?.[0] ?? 0)
  }
}

function scalar(value: unknown, source: string | undefined, place: YamlPlace): YamlScalar {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return { kind: 'scalar', place, text: source ?? (isPlain ? String(value) : ''), value: isPlain ? value : null }
}

function placeAt(lines: LineCounter, offset: number): YamlPlace {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

function placedFault(file: string, code: string, place: YamlPlace, reason: string, hint: string): Fault {
  const message = `${file}, line ${place.line}, column ${place.column}: ${reason}`
  return makeFault(code, message, { hint, data: { file, ...place, reason } })
}

const generalHint = 'Correct the text there; two blanks a level and a blank after each colon and dash are right.'

const mixedWording = [
  'a list or keys, found both on one level',
  'Keep either the lines that begin with a dash or the keys; what belongs to a key stands below it, two blanks further in.',
] as const

/** Our words for the errors that people make; the others keep the parser's. */
const wordings: Partial<Record<ErrorCode, readonly [reason: string, hint: string]>> = {
  TAB_AS_INDENT: ['blanks, found a tab in the indentation', 'Indent with blanks, two a level.'],
  MULTIPLE_DOCS: ['one document, found a second one after ---', 'Keep one document a file and remove the line of dashes.'],
  MISSING_CHAR: ['', 'Add the character that is missing: a closing quote, or a colon with a blank after it.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'one key a line, found a key inside the value of another',
    'Put quotes around a value that holds a colon, and indent keys of one level alike.',
  ],
  UNEXPECTED_TOKEN: ['', 'Put quotes around a value that holds brackets, braces, commas or a colon.'],
  BAD_SCALAR_START: ['', 'Put quotes around the value.'],
  NON_STRING_KEY: ['a plain name as key', 'Write a name before the colon, without brackets, alias or tag.'],
  RESOURCE_EXHAUSTION: ['values that are nested a few levels deep, found thousands', 'Remove the surplus brackets or dashes.'],
  TAG_RESOLVE_FAILED: ['a plain value, found a tag (a word that begins with !)', 'Remove the tag, or put quotes around the value.'],
}

/** One fault a line, and none for what the parser finds left over after another: both are the same error seen again. */
function syntaxFaults(file: string, text: string, lines: LineCounter, errors: readonly YAMLError[]): Fault[] {
  const rows = text.split('\n')
  const faults = new Map<number, Fault>()
  for (const error of errors) {
    const { line } = placeAt(lines, error.pos[0])
    const isEcho = faults.has(line) || (faults.size > 0 && error.message.includes(' in YAML stream'))
    if (!isEcho && error.code !== 'DUPLICATE_KEY') faults.set(line, syntaxFault(file, lines, error, isMixed(rows, line)))
  }
  return [...faults.values()]
}

/** True where a line stands in one column with the line above, and one of the two is a list item and the other a key. */
function isMixed(rows: readonly string[], line: number): boolean {
  let before = line - 2
  while (before >= 0 && /^\s*(#|$)/.test(rows[before])) before -= 1
  const above = rows[before] ?? ''
  const here = rows[line - 1] ?? ''
  if (before < 0 || above.trimEnd().endsWith(':') || indent(above) !== indent(here)) return false
  return /^\s*- /.test(above) !== /^\s*- /.test(here)
}

function indent(row: string): number {
  return row.length - row.trimStart().length
}

function syntaxFault(file: string, lines: LineCounter, error: YAMLError, mixed: boolean): Fault {
  const [ours, hint] = mixed ? mixedWording : (wordings[error.code] ?? ['', generalHint])
  const reason = ours === '' ? `expected well-formed YAML: ${error.message}.` : `expected ${ours}.`
  return placedFault(file, 'yaml.syntax', placeAt(lines, error.pos[0]), reason, hint)
}
