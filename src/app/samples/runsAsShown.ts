interface NamedOrigin {
  readonly run: { readonly id: string; readonly name: string }
  readonly version: number
}

/** Of names of a run that of its newest version; of equal versions the first in the alphabet. */
function nameOf(origins: readonly NamedOrigin[]): string {
  const [newest] = origins.toSorted((a, b) => b.version - a.version || (a.run.name < b.run.name ? -1 : 1))
  return newest?.run.name ?? ''
}

/**
 * One name for each run, by its id, in whatever order its origins come: a run may have had another name in each sample,
 * and another run may have its name since. Runs of one name have the beginning of their id behind it.
 */
export function runsAsShown(origins: readonly NamedOrigin[]): ReadonlyMap<string, string> {
  const names = new Map([...Map.groupBy(origins, ({ run }) => run.id)].map(([id, some]) => [id, nameOf(some)]))
  const sharers = Map.groupBy(names.keys(), (id) => names.get(id))
  return new Map([...names].map(([id, name]) => [id, (sharers.get(name)?.length ?? 0) > 1 ? `${name} (${id.slice(0, 8)})` : name]))
}
