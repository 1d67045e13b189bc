// Every text that somebody can send, as the contract of the API has it.
import { z } from 'zod'
import { api } from '../../../src/app/contract/api/api.ts'
import type { Endpoint } from '../../../src/app/contract/api/endpoint.ts'

interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
}

function textsIn(schema: JsonSchema, path: string): readonly string[] {
  const { type, properties = {}, anyOf = [], oneOf = [], allOf = [], items, additionalProperties } = schema
  const isText = [type].flat().includes('string') && schema.enum === undefined && schema.const === undefined && schema.format === undefined
  return [
    ...(isText ? [path] : []),
    ...Object.entries(properties).flatMap(([name, inner]) => textsIn(inner, `${path}.${name}`)),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((inner) => textsIn(inner, path)),
    ...(items ? textsIn(items, `${path}[]`) : []),
    ...(typeof additionalProperties === 'object' ? textsIn(additionalProperties, `${path}{}`) : []),
  ]
}

function textsOf(schema: z.ZodType | undefined, path: string): readonly string[] {
  if (!schema) return []
  return textsIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, path)
}

/** Parts of addresses that name what is there already. */
const naming = /^params\.(analysis|comment|entry|hold|item|operation|project|purge|query|reference|run|sample|session|token|user)$/

/** `addComment text`: the call, and where the text stands in its body, or in its address. */
export function textFields(): readonly string[] {
  const calls: readonly (readonly [string, Endpoint])[] = Object.entries(api)
  const found = calls
    .filter(([, { method }]) => method !== 'GET')
    .flatMap(([call, { body, params }]) => [
      ...textsOf(body, '').map((path) => `${call} ${path.replace(/^\./, '')}`),
      ...textsOf(params, 'params')
        .filter((path) => !naming.test(path))
        .map((path) => `${call} ${path}`),
    ])
  return [...new Set(found)].toSorted()
}
