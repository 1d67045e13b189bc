import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { codeVersion } from '../../../app/codeVersion.ts'
import type { HalleyServer } from '../httpServer.ts'
import { groups } from './groups.ts'
import { withExamples } from './withExamples.ts'

const description = `Everything that the site does, it does through these calls.

**Who you are.** Programs send a token: \`Authorization: Bearer hal_...\`. Make one on the page of your account, or with
\`./halley token create NAME\`. Its scopes bound what it may do.

**Refusals** all have one shape: \`error.code\` is stable, \`message\` says what was expected and what was found, \`hint\` what to
do next, \`retryable\` whether the same call may succeed later. 400 wrong input, 401 not signed in, 403 not allowed, 404 not
there or not for you to see, 409 not in the present state (a plan that has changed comes with the new one in \`data\`), 410
deleted permanently, 429 too often.

**Work that takes its time** answers 202 with its operation: ask for that one until it has ended, or follow the events.

**Once.** Send \`Idempotency-Key\` with a new UUID for each new request that changes something: sent again, it gets the first
answer again (with \`Idempotency-Replayed: true\`), for a day. The key of another request gets 409.

\`\`\`sh
curl -H "Authorization: Bearer $HALLEY_TOKEN" http://127.0.0.1:8642/api/runs
\`\`\`
`

/** What the pages of the documentation may load: the scripts and styles of the package, from here. */
const pagePolicy = {
  'default-src': "'self'",
  'img-src': "'self' data:",
  'style-src': "'self' 'unsafe-inline'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}

/** Collects the routes that are added after it into the OpenAPI document. */
export async function collectDocumentation({ fastify }: HalleyServer): Promise<void> {
  await fastify.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Halley', description, version: codeVersion, license: { name: 'MIT' } },
      servers: [{ url: '/', description: 'This server' }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A personal token, `hal_...`' } } },
      security: [{ token: [] }],
      tags: Object.entries(groups).map(([name, about]) => ({ name, description: about })),
    },
    transform: withExamples,
    transformObject: jsonSchemaTransformObject,
  })
}

/** `/api/openapi.json`, and `/api/docs` to read and try it. */
export async function addDocumentation({ fastify }: HalleyServer): Promise<void> {
  fastify.get('/api/openapi.json', { schema: { hide: true } }, async () => fastify.swagger())
  await fastify.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: pagePolicy,
    uiConfig: { layout: 'BaseLayout', docExpansion: 'none', filter: true, tryItOutEnabled: false, validatorUrl: null },
    theme: { title: 'Halley API' },
  })
}
