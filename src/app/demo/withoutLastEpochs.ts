import { isMap, parseDocument } from 'yaml'

/** A configuration with epochs, with the last `count` of each kind of input left out. */
export function withoutLastEpochs(text: string, count: number): string {
  const document = parseDocument(text)
  const inputs = document.get('inputs')
  if (!isMap(inputs)) return text
  for (const { value } of inputs.items) if (isMap(value)) value.items.splice(Math.max(1, value.items.length - count))
  return document.toString({ lineWidth: 0 })
}
