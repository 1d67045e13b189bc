import { randomUUID } from 'node:crypto'
import { lstatSync, readdirSync, readlinkSync, renameSync, rmdirSync, symlinkSync, unlinkSync, type Stats } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { makeFolder } from '../home.ts'

/**
 * A folder of links for people, of which only those that lead into the store's objects are Halley's. Everything else,
 * and every folder that is itself a link, is the user's: never followed, replaced or removed.
 */
export class LinkFolder {
  readonly path: string
  private readonly objects: string

  /** @param objects absolute path of the store's objects */
  constructor(path: string, objects: string) {
    this.path = path
    this.objects = objects
  }

  /** Makes the folder. @returns false where something of the user's is in its place */
  make(): boolean {
    const found = statOf(this.path)
    if (found === undefined) makeFolder(this.path)
    return found === undefined || found.isDirectory()
  }

  /** The names in the folder that are Halley's links, sorted. */
  ownNames(): string[] {
    if (!statOf(this.path)?.isDirectory()) return []
    return readdirSync(this.path)
      .filter((name) => this.target(name) !== undefined)
      .sort()
  }

  /** Where one of Halley's links leads, absolute; nothing for whatever else has the name. */
  target(name: string): string | undefined {
    const path = join(this.path, name)
    if (!statOf(path)?.isSymbolicLink()) return undefined
    const target = resolve(this.path, readlinkSync(path))
    return target.startsWith(this.objects + sep) ? target : undefined
  }

  /** Makes `name` lead to `target`, whole at every moment. @returns false where something of the user's has the name */
  link(name: string, target: string): boolean {
    const path = join(this.path, name)
    const own = this.target(name)
    if (own === target) return true
    if (own === undefined && statOf(path) !== undefined) return false
    const temporary = join(this.path, `.halley-${randomUUID()}`)
    symlinkSync(relative(this.path, target), temporary)
    renameSync(temporary, path)
    return true
  }

  /** Removes one of Halley's links. */
  unlink(name: string): void {
    if (this.target(name) !== undefined) unlinkSync(join(this.path, name))
  }

  /** Removes the folder if nothing is left in it. */
  removeIfEmpty(): void {
    if (statOf(this.path)?.isDirectory() && readdirSync(this.path).length === 0) rmdirSync(this.path)
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}
