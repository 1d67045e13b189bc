import process from 'node:process'
import { ownMounts } from './ownMounts.ts'
import { readOptions, usage, type SoakOptions } from './options.ts'
import { growthViolations, reportLines } from './report.ts'
import { soak } from './soak.ts'

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function optionsOrUsage(): SoakOptions {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    return process.exit(2)
  }
}

const options = optionsOrUsage()
ownMounts(options)
print(`soak of ${options.operations} operations, seed ${options.seed}, ${options.database}`)
const report = await soak(options, print)
for (const line of reportLines(report)) print(line)
process.exitCode = report.violations.length + growthViolations(report).length > 0 ? 1 : 0
