import { Option } from 'commander'

/** The switch of the VAST Pipeline for a detailed log: 2 and 3 ask for one, 0 and 1 do not. */
export function verbosityOption(): Option {
  return new Option('-v, --verbosity <level>', '2 or 3: the same as --debug').choices(['0', '1', '2', '3'])
}

/** Whether a detailed log was asked for, in either way. */
export function wantsDebug({ debug, verbosity }: { readonly debug: boolean; readonly verbosity?: string }): boolean {
  return debug || verbosity === '2' || verbosity === '3'
}
