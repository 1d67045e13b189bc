// The OpenAPI document: every group says what it is about, every body and reply has an example that its schema accepts.
import { expect, test } from 'vitest'
import { api } from '../../src/app/contract/api/api.ts'
import type { Endpoint } from '../../src/app/contract/api/endpoint.ts'
import { openServer } from './openServer.ts'

interface Described {
  readonly content?: Readonly<
    Record<string, { readonly schema?: { readonly examples?: readonly unknown[] }; readonly example?: unknown; readonly examples?: object }>
  >
}

interface Operation {
  readonly operationId: string
  readonly requestBody?: Described
  readonly responses: Readonly<Record<string, Described>>
}

interface OpenApiDocument {
  readonly tags: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

async function readDocument(): Promise<OpenApiDocument> {
  const server = await openServer()
  return (await server.ask('/api/openapi.json')).body as OpenApiDocument
}

function exampleIn(described: Described | undefined): unknown {
  const json = described?.content?.['application/json']
  return json?.example ?? json?.schema?.examples?.[0]
}

/** What is wrong with the example of a part of a call; null for nothing. */
function wrongWith(call: string, part: 'body' | 'reply', { [part]: schema }: Endpoint, example: unknown): string | null {
  if (!schema) return null
  if (example === undefined) return `${call}: expected an example of its ${part}, found none`
  const { error } = schema.safeParse(example)
  if (!error) return null
  const { path, message } = error.issues[0] ?? { path: [], message: '' }
  return `${call}: the example of its ${part} is not one, at ${path.join('.')}: ${message}. Give that field .meta({ examples: [...] }) in its schema.`
}

test('every call has an example of its body and of its reply that its schema accepts', async () => {
  const paths = Object.values((await readDocument()).paths)
  const operations = new Map(paths.flatMap((path) => Object.values(path).map((each) => [each.operationId, each] as const)))
  const wrong = Object.entries<Endpoint>(api).flatMap(([call, endpoint]) => {
    const operation = operations.get(call)
    const reply = exampleIn(operation?.responses[String(endpoint.status ?? 200)])
    return [wrongWith(call, 'body', endpoint, exampleIn(operation?.requestBody)), wrongWith(call, 'reply', endpoint, reply)]
  })
  expect(wrong.filter((each) => each !== null)).toEqual([])
})

test('every group says what it is about, and none is without calls', async () => {
  const { tags } = await readDocument()
  const used = new Set(Object.values<Endpoint>(api).map(({ tag }) => tag))
  const described = new Map(tags.map(({ name, description }) => [name, description ?? '']))
  const missing = [...used].filter((tag) => !described.get(tag))
  expect(missing, 'add a line for each to src/doors/http/documentation/groups.ts').toEqual([])
  expect([...described.keys()].filter((name) => !used.has(name))).toEqual([])
})
