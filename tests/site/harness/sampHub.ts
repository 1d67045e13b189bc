// A hub of the Virtual Observatory as far as the Web Profile of SAMP 1.3 asks for it, with one program that loads what it is sent.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { SaxesParser } from 'saxes'

type Value = string | Value[] | { [key: string]: Value }

interface Node {
  readonly name: string
  readonly children: Node[]
  text: string
}

function treeOf(xml: string): Node {
  const top: Node = { name: '', children: [], text: '' }
  const open = [top]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    const node: Node = { name, children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', (text) => {
    const node = open.at(-1)
    if (node) node.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return top
}

function child(node: Node | undefined, name: string): Node | undefined {
  return node?.children.find((each) => each.name === name)
}

function valueOf(node: Node | undefined): Value {
  const [typed] = node?.children ?? []
  if (typed?.name === 'array') return (child(typed, 'data')?.children ?? []).map(valueOf)
  if (typed?.name === 'struct')
    return Object.fromEntries(typed.children.map((member) => [child(member, 'name')?.text ?? '', valueOf(child(member, 'value'))]))
  return typed?.text ?? node?.text ?? ''
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}

/** Hubs leave the type of texts away. */
function xmlOf(value: Value): string {
  if (typeof value === 'string') return `<value>${escaped(value)}</value>`
  if (Array.isArray(value)) return `<value><array><data>${value.map(xmlOf).join('')}</data></array></value>`
  const members = Object.entries(value).map(([name, each]) => `<member><name>${escaped(name)}</name>${xmlOf(each)}</member>`)
  return `<value><struct>\n${members.join('\n')}\n</struct></value>`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

export interface Received {
  readonly to: string
  readonly kind: string
  readonly parameters: Readonly<Record<string, string>>
  /** What the program read at the address that it was sent; null where it was sent none. */
  readonly read: { readonly status: number; readonly text: string } | null
}

const key = 'wk:1'

const programs: Readonly<Record<string, { readonly name: string; readonly kinds: readonly string[] }>> = {
  c1: { name: 'TOPCAT', kinds: ['table.load.votable', 'coord.pointAt.sky'] },
  c2: { name: 'Aladin & friends', kinds: ['table.load.votable', 'image.load.fits', 'coord.pointAt.sky'] },
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : ''
}

/** A hub that listens at the port of the profile. */
export class Hub {
  /** The methods that pages called, in their order. */
  readonly called: string[] = []
  readonly received: Received[] = []
  /** Whether the user lets pages in. */
  isOpen = true
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  /** Starts one. */
  static async start(): Promise<Hub> {
    const hub = new Hub()
    await new Promise<void>((resolve, reject) => {
      hub.#server.once('error', reject)
      hub.#server.listen(21012, '127.0.0.1', resolve)
    })
    return hub
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => void this.#server.close(() => resolve()))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-headers', 'Content-Type')
    response.setHeader('access-control-allow-methods', 'POST')
    response.setHeader('access-control-allow-private-network', 'true')
    response.setHeader('content-type', 'text/xml')
    if (request.method === 'OPTIONS') {
      response.end()
      return
    }
    try {
      const reply = await this.#answer(await bodyOf(request))
      response.end(`<?xml version='1.0'?>\n<methodResponse><params><param>${xmlOf(reply)}</param></params></methodResponse>`)
    } catch (error) {
      const fault = xmlOf({ faultCode: '1', faultString: error instanceof Error ? error.message : '' })
      response.end(`<?xml version='1.0'?><methodResponse><fault>${fault}</fault></methodResponse>`)
    }
  }

  async #answer(xml: string): Promise<Value> {
    const call = child(treeOf(xml), 'methodCall')
    const method = child(call, 'methodName')?.text.replace('samp.webhub.', '') ?? ''
    const [first, second = '', third = ''] = (child(call, 'params')?.children ?? []).map((param) => valueOf(child(param, 'value')))
    this.called.push(method)
    if (method === 'ping') return ''
    if (method === 'register') {
      if (!this.isOpen) throw new Error('The user said no')
      return { 'samp.private-key': key, 'samp.hub-id': 'hub', 'samp.self-id': 'c9', 'samp.url-translator': 'http://localhost:21012/?' }
    }
    if (first !== key) throw new Error('Not registered')
    const asked = textOf(second)
    if (method === 'getSubscribedClients') {
      return Object.fromEntries(Object.entries(programs).flatMap(([id, { kinds }]) => (kinds.includes(asked) ? [[id, {}]] : [])))
    }
    if (method === 'getMetadata') return { 'samp.name': programs[asked]?.name ?? '' }
    if (method === 'notify') await this.#take(asked, third)
    return ''
  }

  /** The program reads what it is sent, as a program does that is signed in nowhere. */
  async #take(to: string, message: Value): Promise<void> {
    const { 'samp.mtype': kind, 'samp.params': parameters } = message as { 'samp.mtype': string; 'samp.params': Record<string, string> }
    const { url } = parameters
    const answered = url === undefined ? null : await fetch(url)
    const read = answered && { status: answered.status, text: await answered.text() }
    this.received.push({ to: programs[to]?.name ?? '', kind, parameters, read })
  }
}
