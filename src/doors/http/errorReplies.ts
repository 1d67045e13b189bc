import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { makeFault, Refusal, type Fault } from '../../fault/fault.ts'
import { awayPage, retryAfterS, toldFault } from './databaseAway.ts'
import { faultReply, faultStatus } from './faultStatus.ts'

const codeByStatus: Readonly<Record<number, string>> = { 413: 'http.size', 415: 'http.type' }

function faultOf(error: FastifyError | Refusal): Fault {
  if (error instanceof Refusal) return error.fault
  const { statusCode = 500, message } = error
  if (error.validation) {
    const where = error.validation.map(({ instancePath, message }) => `${error.validationContext ?? ''}${instancePath}: ${message}`)
    return makeFault('input.request', `Expected a request that the documentation allows, found ${where.join('; ')}.`, {
      hint: 'See /api/docs for what this call takes.',
    })
  }
  if (statusCode === 429) {
    return makeFault('http.rate', 'Expected fewer of these calls in a minute from one address, found too many.', {
      hint: 'Wait a minute, then try again.',
      retryable: true,
    })
  }
  const code = codeByStatus[statusCode] ?? (statusCode < 500 ? 'input.request' : 'bug')
  return makeFault(code, statusCode < 500 ? message : 'Something went wrong inside Halley.', {
    hint: statusCode < 500 ? 'See /api/docs for what this call takes.' : 'Nothing was changed half-way. The log of the server says more.',
  })
}

/** Whether a person looks at the answer, at an address that is no call of the API. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api') && (headers.accept ?? '').includes('text/html')
}

function answerError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): void {
  const fault = faultOf(error)
  if (isPage(request) && toldFault(fault).code === 'catalogue.away') {
    void reply
      .code(503)
      .header('retry-after', retryAfterS)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(awayPage)
    return
  }
  const status = fault.code === 'bug' ? 500 : faultStatus(fault)
  if (status === 500) process.stderr.write(`halley: ${request.method} ${request.url.split('?')[0]}: ${error.stack ?? error.message}\n`)
  void reply.code(status).send(faultReply(fault))
}

/** What a server is made with, so that requests to addresses that are none are answered as all are. */
export const frameworkErrors = answerError

/** Answers whatever goes wrong outside of use cases in the one shape of all refusals. */
export function addErrorReplies(fastify: FastifyInstance): void {
  fastify.setErrorHandler<FastifyError | Refusal>(answerError)
}
