import { exampleWords } from './exampleWords.ts'

/** As much of a JSON Schema as examples are made from. */
export interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly examples?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly format?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
}

/** Deeper than this, structures that contain themselves come to an end. */
const deepest = 12

const byFormat: Readonly<Record<string, string>> = {
  uuid: '3f6f2a52-5d0c-4f6b-9d59-0c6b1d3a7e11',
  'date-time': '2026-11-20T20:35:00.000Z',
  date: '2026-11-20',
  email: 'maria@example.org',
}

function textFor(key: string, { format, minLength = 0 }: Schema): string {
  const word = exampleWords[key]
  const ofFormat = format === undefined ? undefined : byFormat[format]
  const ofName = typeof word === 'string' ? word : key.endsWith('Utc') ? byFormat['date-time'] : undefined
  return (ofFormat ?? ofName ?? 'text').padEnd(minLength, 'x')
}

function numberFor(key: string, { minimum, exclusiveMinimum, maximum }: Schema): number {
  const word = exampleWords[key]
  const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1)
  return Math.min(Math.max(typeof word === 'number' ? word : 1, least), maximum ?? Infinity)
}

class Example {
  readonly #root: Schema
  /** Of what is sent only what has to be, or has an example of its own; of what comes back all. */
  readonly #isWhole: boolean

  constructor(root: Schema, isWhole: boolean) {
    this.#root = root
    this.#isWhole = isWhole
  }

  of(schema: Schema, key: string, depth: number): unknown {
    const { $ref, examples, enum: choices, anyOf, oneOf, allOf } = schema
    if (examples?.[0] !== undefined) return examples[0]
    if ('const' in schema) return schema.const
    if (choices) return choices[0]
    if ($ref !== undefined) return this.of(this.#referred($ref), key, depth + 1)
    const branches = anyOf ?? oneOf
    if (branches) return this.of(this.#branch(branches, depth), key, depth + 1)
    if (allOf) return Object.assign({}, ...allOf.map((part) => this.of(part, key, depth + 1)))
    return this.#ofType(schema, key, depth)
  }

  #referred($ref: string): Schema {
    return $ref === '#' ? this.#root : (this.#root.$defs?.[$ref.replace(/^#\/(\$defs|definitions)\//, '')] ?? {})
  }

  #branch(branches: readonly Schema[], depth: number): Schema {
    const real = branches.filter(({ type }) => type !== 'null')
    const isEnd = (branch: Schema) => !JSON.stringify(branch).includes('"$ref"')
    return (depth > deepest / 2 ? real.find(isEnd) : undefined) ?? real[0] ?? {}
  }

  #ofType(schema: Schema, key: string, depth: number): unknown {
    const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type
    if (type === 'string') return textFor(key, schema)
    if (type === 'number' || type === 'integer') return numberFor(key, schema)
    if (type === 'boolean') return true
    if (type === 'array') return this.#list(schema, key, depth)
    if (type === 'object') return this.#object(schema, depth)
    return null
  }

  #list({ items, prefixItems, minItems = 0 }: Schema, key: string, depth: number): unknown {
    if (prefixItems) return prefixItems.map((item) => this.of(item, key, depth + 1))
    if (!items || (depth > deepest && minItems === 0)) return []
    return Array.from({ length: Math.max(1, minItems) }, () => this.of(items, key, depth + 1))
  }

  #object({ properties = {}, required = [], additionalProperties, propertyNames }: Schema, depth: number): unknown {
    const shown = Object.entries(properties).filter(
      ([key, schema]) => required.includes(key) || (depth <= deepest && (this.#isWhole || schema.examples !== undefined)),
    )
    const named = shown.map(([key, schema]) => [key, this.of(schema, key, depth + 1)])
    if (typeof additionalProperties !== 'object' || named.length > 0) return Object.fromEntries(named)
    const key = String(propertyNames ? this.of(propertyNames, 'name', depth + 1) : 'name')
    return { [key]: this.of(additionalProperties, key, depth + 1) }
  }
}

/** An example of what a schema describes: of its own examples, else by the names and the types of its fields. */
export function exampleOf(schema: Schema, isWhole: boolean): unknown {
  return new Example(schema, isWhole).of(schema, '', 0)
}
