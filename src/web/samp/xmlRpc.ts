/** What SAMP sends: texts, lists and maps of them. */
export type SampValue = string | readonly SampValue[] | { readonly [key: string]: SampValue }

function escaped(text: string): string {
  // XML 1.0 has no way to write most control characters.
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}

function isList(value: SampValue): value is readonly SampValue[] {
  return Array.isArray(value)
}

function valueXml(value: SampValue): string {
  if (typeof value === 'string') return `<value><string>${escaped(value)}</string></value>`
  if (isList(value)) return `<value><array><data>${value.map(valueXml).join('')}</data></array></value>`
  const members = Object.entries(value).map(([name, member]) => `<member><name>${escaped(name)}</name>${valueXml(member)}</member>`)
  return `<value><struct>${members.join('')}</struct></value>`
}

/** A call as XML-RPC has it. */
export function callXml(method: string, parameters: readonly SampValue[]): string {
  const params = parameters.map((parameter) => `<param>${valueXml(parameter)}</param>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>${escaped(method)}</methodName><params>${params}</params></methodCall>`
}

function childrenOf(element: Element, name: string): readonly Element[] {
  return [...element.children].filter(({ nodeName }) => nodeName === name)
}

function readValue(value: Element): SampValue {
  const [typed] = value.children
  if (!typed) return value.textContent ?? ''
  if (typed.nodeName === 'array') return childrenOf(typed, 'data').flatMap((data) => childrenOf(data, 'value').map(readValue))
  if (typed.nodeName !== 'struct') return typed.textContent ?? ''
  const members = childrenOf(typed, 'member').flatMap((member): [string, SampValue][] => {
    const [name, inner] = [childrenOf(member, 'name')[0], childrenOf(member, 'value')[0]]
    return name && inner ? [[name.textContent ?? '', readValue(inner)]] : []
  })
  return Object.fromEntries(members)
}

/** A map of a reply by its keys; empty where the value is none. */
export function mapOf(value: SampValue): Readonly<Record<string, SampValue>> {
  return typeof value === 'string' || isList(value) ? {} : value
}

/**
 * The value of a reply.
 *
 * @throws Error with what the other side refused, or that it did not speak XML-RPC
 */
export function readReply(xml: string): SampValue {
  const parsed = new DOMParser().parseFromString(xml, 'text/xml')
  const value = parsed.querySelector('methodResponse > params > param > value')
  if (value) return readValue(value)
  const fault = parsed.querySelector('methodResponse > fault > value')
  const words = fault ? mapOf(readValue(fault))['faultString'] : undefined
  throw new Error(typeof words === 'string' ? words : 'Expected a reply of XML-RPC, found another text.')
}
