import { makeFault } from '../../../fault/fault.ts'
import { faultReply, faultStatus } from '../faultStatus.ts'
import type { HalleyServer } from '../httpServer.ts'

function isBroken(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}

/** Whether a text, a key or a value however deep has a NUL or half of a character in it. Without recursion: who sends it says how deep. */
function hasBrokenText(value: unknown): boolean {
  const left: unknown[] = [value]
  for (let one = left.pop(); left.length > 0 || one !== undefined; one = left.pop()) {
    if (typeof one === 'string' && isBroken(one)) return true
    if (typeof one !== 'object' || one === null) continue
    for (const [key, part] of Object.entries(one)) left.push(key, part ?? null)
  }
  return false
}

/** Refuses texts that no catalogue can store, before anybody looks for them or writes them. */
export function refuseBrokenTexts({ fastify }: HalleyServer): void {
  fastify.addHook('preValidation', async (request, reply) => {
    const found = (['params', 'query', 'body'] as const).find((part) => hasBrokenText(request[part]))
    if (found === undefined) return
    const fault = makeFault('input.request', `Expected texts of whole characters in the ${found}, found a NUL or half of a character.`, {
      hint: 'Remove it and send the request again.',
    })
    await reply.code(faultStatus(fault)).send(faultReply(fault))
  })
}
