import type { Item } from './state.ts'

/** An item as commands take it: names of runs are words, those of others may be of several; a name alone means a run. */
export function asArgument({ kind, name }: Pick<Item, 'kind' | 'name'>): string {
  return kind === 'run' ? name : `--kind ${kind} '${name.replaceAll("'", String.raw`'\''`)}'`
}
