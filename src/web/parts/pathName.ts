/** The last part of a path. */
export function pathName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
