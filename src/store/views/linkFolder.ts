import { randomUUID } from 'node:crypto'
import { lstatSync, readdirSync, readlinkSync, renameSync, rmdirSync, symlinkSync, unlinkSync, type Stats } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { makeFolder } from '../home.ts'

/**
 * A folder of links for people, of which only those that lead into the store's objects are Halley's. Everything else,
 * and every folder that is itself a link, is the user's: never followed, replaced or removed. Several processes may work
 * on one folder: what another has removed in between is gone, and what it has cleared away is made again.
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
    return (unlessGone(() => readdirSync(this.path)) ?? []).filter((name) => this.target(name) !== undefined).sort()
  }

  /** Paths of what is the user's: entries of the folder, or what stands in its place; sorted. */
  foreignPaths(): string[] {
    const found = statOf(this.path)
    if (found === undefined) return []
    if (!found.isDirectory()) return [this.path]
    const names = (unlessGone(() => readdirSync(this.path)) ?? []).filter((name) => this.target(name) === undefined)
    return names.sort().map((name) => join(this.path, name))
  }

  /** Where one of Halley's links leads, absolute; nothing for whatever else has the name. */
  target(name: string): string | undefined {
    const path = join(this.path, name)
    if (!statOf(path)?.isSymbolicLink()) return undefined
    const text = unlessGone(() => readlinkSync(path))
    const target = text === undefined ? '' : resolve(this.path, text)
    return target.startsWith(this.objects + sep) ? target : undefined
  }

  /** Makes `name` lead to `target`, whole at every moment. @returns false where something of the user's has the name */
  link(name: string, target: string): boolean {
    for (let attempt = 0; attempt < 20; attempt++) {
      const own = this.target(name)
      if (own === target) return true
      if (own === undefined && statOf(join(this.path, name)) !== undefined) return false
      if (this.place(name, target)) return true
    }
    return false
  }

  /** @returns false where another process has cleared the new link away before it had its name */
  private place(name: string, target: string): boolean {
    const temporary = join(this.path, `.halley-${randomUUID()}`)
    this.make()
    const placed = unlessGone(() => {
      symlinkSync(relative(this.path, target), temporary)
      renameSync(temporary, join(this.path, name))
      return true
    })
    return placed ?? false
  }

  /** Removes one of Halley's links. */
  unlink(name: string): void {
    if (this.target(name) !== undefined) unlessGone(() => unlinkSync(join(this.path, name)))
  }

  /** Removes the folder if nothing is left in it. */
  removeIfEmpty(): void {
    if (!statOf(this.path)?.isDirectory() || unlessGone(() => readdirSync(this.path))?.length !== 0) return
    unlessGone(() => rmdirSync(this.path))
  }
}

/** A folder that another process has filled again is as little a failure as one that it has removed. */
function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTEMPTY')) return undefined
    throw error
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}
