import type { ConfigProblem } from '../../../app/contract/configProblem.ts'

/** Messages begin with the place that they are about: `inputs.image`, `source_association.radius`. */
const placeForm = /^([a-z_]+(?:\.[a-z_]+)*)(?:[.:]| )/

function placeOf({ message }: ConfigProblem): string {
  return placeForm.exec(message)?.[1] ?? ''
}

/** Problems of the inputs, or of one kind of them. */
export function inputProblems(problems: readonly ConfigProblem[], kind?: string): readonly ConfigProblem[] {
  const wanted = kind === undefined ? 'inputs' : `inputs.${kind}`
  return problems.filter((problem) => {
    const place = placeOf(problem)
    return place === wanted || place.startsWith(`${wanted}.`)
  })
}

/** What is wrong with a setting, in one line; null for nothing. */
export function problemOfSetting(problems: readonly ConfigProblem[], key: string): string | null {
  const found = problems.find((problem) => placeOf(problem) === key)
  return found ? `${found.message} ${found.hint}` : null
}

/** Problems that belong to no field of the form. */
export function otherProblems(problems: readonly ConfigProblem[], keys: readonly string[]): readonly ConfigProblem[] {
  return problems.filter((problem) => {
    const place = placeOf(problem)
    return !place.startsWith('inputs') && !keys.includes(place)
  })
}
