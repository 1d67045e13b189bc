const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

function firstOf(words: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  return words.find(([form]) => form.test(text))?.[1]
}

/** What a browser says that it is, in two words: `Firefox on Linux`. */
export function browserWords(client: string): string {
  const [browser, system] = [firstOf(browsers, client), firstOf(systems, client)]
  if (browser === undefined) return client === '' ? 'A browser' : client.slice(0, 40)
  return system === undefined ? browser : `${browser} on ${system}`
}
