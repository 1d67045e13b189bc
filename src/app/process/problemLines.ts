import type { ConfigProblem } from '../contract/configProblem.ts'

/**
 * The problems of a configuration as lines, each below its place. A hint that several in a row share is said once, after the last.
 *
 * @param within the file that was named already: its problems are told by line and column alone
 */
export function problemLines(problems: readonly ConfigProblem[], within: string | null): readonly string[] {
  return problems.flatMap(({ file, line, column, severity, message, hint }, index) => {
    const place = file === within ? `${line}:${column}` : `${file}:${line}:${column}`
    const told = `${place}: ${severity}: ${message}`
    return problems[index + 1]?.hint === hint ? [told] : [told, `  ${hint}`]
  })
}
