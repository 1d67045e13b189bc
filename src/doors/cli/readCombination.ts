import { setOperators, type SetOperator } from '../../app/contract/sample.ts'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'

interface NamedCombination {
  readonly samples: readonly string[]
  readonly operator: SetOperator
}

/** Reads `A and B`, `A or B or C`, `A minus B`: names at odd places, one operator between them. @returns `sample.operator` for what is not so */
export function readCombination(words: readonly string[]): Result<NamedCombination> {
  const samples = words.filter((_, index) => index % 2 === 0)
  const between = [...new Set(words.filter((_, index) => index % 2 === 1))]
  const operator = setOperators.find((one) => one === between[0])
  if (words.length % 2 === 1 && between.length === 1 && operator) return success({ samples, operator })
  const found = words.length === 0 ? 'nothing' : JSON.stringify(words.join(' '))
  return failure(
    makeFault('sample.operator', `Expected samples with and, or, minus between them, the same everywhere, found ${found}.`, {
      hint: 'Such as: ./halley sample combine A and B --name C. Combine step by step where operators differ; quote names with spaces.',
      data: { words },
    }),
  )
}
