import { constants, existsSync, readFileSync, type Dir, type Stats } from 'node:fs'
import { lstat, mkdir, open, opendir, readFile, rename, rmdir, unlink, type FileHandle } from 'node:fs/promises'
import process from 'node:process'
import { attempt } from './diskError.ts'

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants
const hasDescriptorPaths = existsSync('/proc/self/fd')
const noFolder = ['ENOENT', 'ENOTDIR', 'ELOOP']
const sliceSize = 1000
/** Of `opendir`, which has it but not in its type: names that are not UTF-8 are names too. */
const bytes = 'buffer' as string as BufferEncoding

/**
 * A folder that is held open. Its entries are reached through its descriptor: they are its own wherever it is moved and
 * whatever takes its place, and no link is followed. Where the system has no `/proc/self/fd`, as macOS, they are reached by
 * path: safe only inside a folder that nobody else may enter.
 *
 * Names and paths are strings of bytes (latin1). What the system refuses is thrown as `DiskError`. Close it only when
 * nothing is at work in it any more, for the number of its descriptor is soon another folder's.
 */
export class OpenFolder {
  /** Where it was when it was opened, for people. */
  readonly path: string
  /** The mount that it is on: another one may be of the same disk. */
  readonly mount: string
  private readonly handle: FileHandle
  private readonly isByDescriptor: boolean
  private readonly place: string

  private constructor(path: string, handle: FileHandle, mount: string, isByDescriptor: boolean) {
    this.path = path
    this.mount = mount
    this.handle = handle
    this.isByDescriptor = isByDescriptor
    this.place = isByDescriptor ? `/proc/self/fd/${handle.fd}` : path
  }

  /**
   * Opens a folder by path.
   *
   * @param path text, not bytes
   * @param isByDescriptor false to do as where there is no `/proc`
   * @returns nothing where there is nothing; a link to a folder is refused like any other thing (`ENOTDIR`)
   */
  static at(path: string, isByDescriptor: boolean = hasDescriptorPaths): Promise<OpenFolder | undefined> {
    const entry = Buffer.from(path)
    return attempt(entry.toString('latin1'), ['ENOENT'], () => OpenFolder.hold(entry.toString('latin1'), entry, isByDescriptor))
  }

  private static async hold(path: string, entry: Buffer, isByDescriptor: boolean): Promise<OpenFolder> {
    const handle = await open(entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    try {
      const { dev } = await handle.stat()
      const mount = isByDescriptor ? /^mnt_id:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${handle.fd}`, 'utf8'))?.[1] : undefined
      return new OpenFolder(path, handle, `${dev}.${mount ?? ''}`, isByDescriptor)
    } catch (error) {
      await handle.close().catch(() => undefined)
      throw error
    }
  }

  /** Opens a folder in it. @returns nothing where the name is gone, or no folder's */
  open(name: string): Promise<OpenFolder | undefined> {
    return this.attempt(name, noFolder, (entry) => OpenFolder.hold(this.pathOf(name), entry, this.isByDescriptor))
  }

  /** What a name stands for, a link for itself. @returns nothing where it is gone */
  stat(name: string): Promise<Stats | undefined> {
    return this.attempt(name, ['ENOENT'], (entry) => lstat(entry))
  }

  /** @returns nothing where the name is gone, or a folder's or a link's */
  read(name: string): Promise<string | undefined> {
    const flag = O_RDONLY | O_NOFOLLOW | O_NONBLOCK
    return this.attempt(name, ['ENOENT', 'EISDIR', 'ELOOP'], (entry) => readFile(entry, { encoding: 'utf8', flag }))
  }

  /** Its names, a thousand at a time. One that comes or goes meanwhile may be among them or not. */
  async *slices(): AsyncGenerator<readonly string[], void> {
    const stream = await attempt(this.path, ['ENOENT'], () =>
      opendir(Buffer.from(this.place, 'latin1'), { bufferSize: sliceSize, encoding: bytes }),
    )
    if (stream === undefined) return
    try {
      for (let names = await this.next(stream); names.length > 0; names = await this.next(stream)) yield names
    } finally {
      await stream.close().catch(() => undefined)
    }
  }

  /**
   * Removes a name that is not a folder's.
   *
   * @param by what makes the call to the system
   * @returns false where it is gone, or a folder's
   */
  unlink(name: string, by: (entry: Buffer) => Promise<void> = unlink): Promise<boolean> {
    return this.change(name, ['ENOENT', 'EISDIR'], by)
  }

  /** Removes an empty folder. @returns false where it is gone, not empty, or no folder */
  removeFolder(name: string): Promise<boolean> {
    return this.change(name, ['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'], rmdir)
  }

  /** Moves whatever has a name to another folder of the same mount. @returns false where the name, or the other folder, is gone */
  move(name: string, folder: OpenFolder, newName: string): Promise<boolean> {
    return this.change(name, ['ENOENT'], (entry) => rename(entry, folder.entry(newName)))
  }

  /** Makes a folder in it, unless the name is taken, that only its owner may enter: the owner of this one, even where root makes it. */
  async make(name: string): Promise<void> {
    const isMade = await this.change(name, ['EEXIST', 'ENOENT'], (entry) => mkdir(entry, 0o700))
    if (!isMade || process.geteuid?.() !== 0) return
    await using folder = await this.open(name)
    await this.attempt(name, [], async () => {
      const { uid, gid } = await this.handle.stat()
      await folder?.handle.chown(uid, gid)
    })
  }

  /** Makes the names in it outlive a loss of power. */
  async sync(): Promise<void> {
    await attempt(this.path, [], () => this.handle.sync())
  }

  /** Never fails: nothing is lost with a folder that was only read, and what failed before must not be hidden. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.handle.close().catch(() => undefined)
  }

  pathOf(name: string): string {
    return `${this.path}/${name}`
  }

  private async next(stream: Dir): Promise<string[]> {
    const names: string[] = []
    while (names.length < sliceSize) {
      const entry = await attempt(this.path, ['ENOENT'], () => stream.read())
      if (!entry) break
      names.push(Buffer.from(entry.name).toString('latin1'))
    }
    return names
  }

  private entry(name: string): Buffer {
    return Buffer.from(`${this.place}/${name}`, 'latin1')
  }

  private attempt<T>(name: string, expected: readonly string[], work: (entry: Buffer) => Promise<T>): Promise<T | undefined> {
    return attempt(this.pathOf(name), expected, () => work(this.entry(name)))
  }

  private async change(name: string, expected: readonly string[], work: (entry: Buffer) => Promise<void>): Promise<boolean> {
    const outcome = await this.attempt(name, expected, async (entry) => {
      await work(entry)
      return true
    })
    return outcome ?? false
  }
}
