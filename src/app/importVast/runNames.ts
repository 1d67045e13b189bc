import { runNameFault } from '../runs/runName.ts'

const maxLength = 64

/** A name that a run can have here, as near to its name in VAST as may be; the same where that is one already. */
export function halleyName(name: string): string {
  if (runNameFault(name) === null) return name
  const plain = name
    .replaceAll(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^[.-]/, '_')
    .slice(0, maxLength)
  return runNameFault(plain) === null ? plain : `${plain}_run`.slice(-maxLength)
}

/** {@link halleyName} for several runs: where two would be called the same, the later one is numbered. */
export function halleyNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = halleyName(name)
    let free = plain
    for (let copy = 2; taken.has(free); copy++) free = `${plain.slice(0, maxLength - 4)}_${copy}`
    taken.add(free)
    return free
  })
}
