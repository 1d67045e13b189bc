/** A document of the store as its file has it: equal content gives equal bytes. */
export function documentText(content: object): string {
  return `${JSON.stringify(content, undefined, 1)}\n`
}
