// A disk of its own for the store, which can be made full for a while.
import { spawnSync } from 'node:child_process'
import { mkdirSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'

const mebibyte = 2 ** 20

function mount(...args: readonly string[]): string | null {
  const outcome = spawnSync('mount', args, { encoding: 'utf8' })
  return outcome.status === 0 ? null : (outcome.error?.message ?? outcome.stderr).trim()
}

export class Disk {
  readonly folder: string
  readonly #bytes: number

  private constructor(folder: string, bytes: number) {
    this.folder = folder
    this.#bytes = bytes
  }

  /** Mounts a disk in memory on a new folder, in the name space of this process. @returns words where that may not be done */
  static mount(folder: string): Disk | string {
    mkdirSync(folder, { recursive: true })
    const bytes = Math.min(3 * 2 ** 30, Math.floor(freemem() / 2))
    const problem = mount('-t', 'tmpfs', '-o', `size=${bytes},mode=0750`, 'tmpfs', folder)
    return problem ?? new Disk(folder, bytes)
  }

  usedBytes(): number {
    const { bsize, blocks, bfree } = statfsSync(this.folder)
    return (blocks - bfree) * bsize
  }

  /** Leaves almost nothing free: what is written from now on meets ENOSPC. @returns words where it could not be done */
  fill(freeBytes: number): string | null {
    for (const slack of [0, 2 ** 18, 2 ** 20]) {
      if (mount('-o', `remount,size=${this.usedBytes() + freeBytes + slack}`, this.folder) === null) return null
    }
    // It has grown again and again between the look and the change.
    return mount('-o', `remount,size=${this.usedBytes() + 4 * mebibyte}`, this.folder)
  }

  /** Gives back the room that it had. */
  free(): string | null {
    return mount('-o', `remount,size=${Math.max(this.#bytes, this.usedBytes() + 64 * mebibyte)}`, this.folder)
  }

  remove(): void {
    spawnSync('umount', ['--lazy', this.folder])
  }
}
