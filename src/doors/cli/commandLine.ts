const plain = /^[\w./:@=,+-]+$/

function quoted(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** What only shows, or agrees to something else. */
const dropped = new Set(['--plan', '--yes', '-y', '--no-confirm'])

/** A command line, fit to be typed. */
export function commandOf(...words: readonly string[]): string {
  return ['./halley', ...words].map(quoted).join(' ')
}

/** The command line that was given, fit to be typed again, with other words at its end that agree to what it does. */
export function agreeingCommand(...agreement: readonly string[]): string {
  const given = process.argv.slice(2)
  const kept = given.filter((word, index) => !dropped.has(word) && !word.startsWith('--plan-hash') && given[index - 1] !== '--plan-hash')
  return commandOf(...kept, ...agreement)
}
