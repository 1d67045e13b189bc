const plain = /^[\w./:@=,+-]+$/

function quoted(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** What only shows, or agrees to something else. */
const dropped = new Set(['--plan', '--yes', '-y', '--no-confirm'])

/** The command line that was given, fit to be typed again, with other words at its end that agree to what it does. */
export function agreeingCommand(...agreement: readonly string[]): string {
  const given = process.argv.slice(2)
  const kept = given.filter((word, index) => !dropped.has(word) && !word.startsWith('--plan-hash') && given[index - 1] !== '--plan-hash')
  return ['./halley', ...kept, ...agreement].map(quoted).join(' ')
}
