import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { Command, Help, type Option } from 'commander'
import { codeVersion } from '../../app/codeVersion.ts'
import { commandList } from './commandList.ts'
import { exitCodeHelp, usageExitCode } from './exitCode.ts'

const examples = `
Examples:
  ./halley demo                                 a simulated survey, processed before your eyes
  ./halley process ~/data/pilot                 a folder of images and catalogues becomes a run
  ./halley init lmc --from ~/data/lmc           write a configuration to edit first
  ./halley validate lmc && ./halley process lmc
  ./halley status                               all runs with their counts

Everything is kept under HALLEY_HOME: by default ~/halley, or ~/halley-store if Halley itself was cloned into ~/halley;
as root /var/lib/halley. Your FITS files are only read.
${exitCodeHelp}`

const plainHelp = new Help()

/** That a switch is off, and a list or a text empty, until it is given needs no words. */
function describeOption(option: Option): string {
  const isNothing = option.defaultValue === '' || (Array.isArray(option.defaultValue) && option.defaultValue.length === 0)
  return option.isBoolean() || isNothing ? option.description : plainHelp.optionDescription(option)
}

/** A command, and those below it, with the manners of the program and the exit codes at the end of its help. */
function finished(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent).addHelpText('after', `\n${exitCodeHelp}`)
  for (const below of command.commands) finished(below, command)
  return command
}

/** The command that is given; all of them where it is none, for the help and the hint at the one that was meant. */
async function loadCommands(given: string | undefined): Promise<readonly Command[]> {
  const named = commandList.filter(({ names }) => given !== undefined && names.includes(given))
  return await Promise.all((named.length > 0 ? named : commandList).map(({ load }) => load()))
}

async function buildProgram(): Promise<Command> {
  const program = new Command('./halley')
    .version(codeVersion, '--version', 'print the version of Halley')
    .description('Turns repeated radio images of the sky into light curves, and looks after the results.')
    .configureHelp({ helpWidth: 110, showGlobalOptions: false, optionDescription: describeOption })
    .addHelpText('after', examples)
    .showSuggestionAfterError()
    // The --version of a command is its own.
    .enablePositionalOptions()
    .showHelpAfterError('Add --help to see what there is, with examples.')
    .exitOverride()
  for (const command of await loadCommands(process.argv[2])) program.addCommand(finished(command, program))
  return program
}

/**
 * Keeps compiled code, as the launcher does, for who starts this file alone: a worker in a job of a cluster, a service. Its
 * threads and the processes that it starts use the same.
 */
function keepCompiledCode(): void {
  const folder = (process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../../../.node/compile-cache'))
  enableCompileCache(folder)
}

/** A reader that has seen enough, such as `head`, ends what is printed, not what is done. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

/** Parses the command line and runs one command; a wrong command line ends with {@link usageExitCode}. */
async function main(): Promise<void> {
  try {
    await (await buildProgram()).parseAsync()
  } catch (error) {
    if (!(error instanceof Error) || !('exitCode' in error)) throw error
    process.exitCode = error.exitCode === 0 ? 0 : usageExitCode
  }
}

keepCompiledCode()
outliveReaders()
await main()
