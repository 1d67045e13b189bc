import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { makeFault } from '../../../fault/fault.ts'
import { faultReply } from '../faultStatus.ts'
import type { HalleyServer } from '../httpServer.ts'

const YEAR_S = 31_536_000

/** The one page, with the nonce by which its style elements are let through. It is made for one answer, so nobody keeps it. */
async function sendPage(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const text = page.replace('<head>', `<head>\n    <meta property="csp-nonce" nonce="${reply.cspNonce.style}" />`)
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(text)
}

/** Serves the built site: its files by their hashed names for ever, its one page for every other address. */
export async function addSite({ fastify, siteFolder }: HalleyServer): Promise<void> {
  if (siteFolder !== null) {
    await fastify.register(fastifyStatic, { root: join(siteFolder, 'assets'), prefix: '/assets/', immutable: true, maxAge: YEAR_S * 1000 })
  }
  fastify.setNotFoundHandler(async (request, reply) => {
    const isPage = ['GET', 'HEAD'].includes(request.method) && !/^\/(api|assets)([/?]|$)/.test(request.url)
    if (siteFolder !== null && isPage) return sendPage(reply, siteFolder)
    const fault = makeFault('input.address', `${request.method} ${request.url}: expected a call of the API, found none of that name.`, {
      hint: 'See /api/docs for all calls.',
    })
    return reply.code(404).send(faultReply(fault))
  })
}
