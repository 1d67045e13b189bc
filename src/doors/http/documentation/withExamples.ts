import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { exampleOf, type Schema } from './exampleOf.ts'

interface Documented {
  readonly body?: Schema
  readonly response?: Readonly<Record<string, Schema>>
}

function withExample(schema: Schema, isWhole: boolean): Schema {
  return { ...schema, examples: [exampleOf(schema, isWhole)] }
}

/** The schemas of a route as JSON Schema, with an example of its body and of each of its replies. */
export const withExamples: typeof jsonSchemaTransform = (route) => {
  const transformed = jsonSchemaTransform(route)
  const { body, response } = transformed.schema as Documented
  const replies = Object.entries(response ?? {}).map(([status, schema]) => [status, withExample(schema, true)] as const)
  return {
    ...transformed,
    schema: {
      ...transformed.schema,
      ...(body ? { body: withExample(body, false) } : {}),
      ...(response ? { response: Object.fromEntries(replies) } : {}),
    },
  }
}
