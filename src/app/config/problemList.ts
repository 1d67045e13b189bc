import type { YamlPlace } from '../../formats/yaml/document.ts'
import type { ConfigProblem } from '../contract/configProblem.ts'

/** Collects the problems of one configuration file. */
export class ProblemList {
  readonly #file: string
  readonly #problems: ConfigProblem[] = []

  constructor(file: string) {
    this.#file = file
  }

  get hasErrors(): boolean {
    return this.#problems.some((problem) => problem.severity === 'error')
  }

  error(code: string, place: YamlPlace, message: string, hint: string): void {
    this.#problems.push({ severity: 'error', code, message, hint, file: this.#file, line: place.line, column: place.column })
  }

  warn(code: string, place: YamlPlace, message: string, hint: string): void {
    this.#problems.push({ severity: 'warning', code, message, hint, file: this.#file, line: place.line, column: place.column })
  }

  /** In the order of the file; those of one place in the order in which they were found. */
  sorted(): ConfigProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  }
}
