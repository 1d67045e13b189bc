import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { Refusal } from '../../../fault/fault.ts'
import { writeFault } from '../writeFault.ts'

const bufferBytes = 4 * 1024 * 1024

/** A file that is written from its start to its end, in large pieces. A disk that refuses throws `parquet.write`. */
export class OutputFile {
  readonly #path: string
  readonly #handle: FileHandle
  readonly #buffer = new Uint8Array(bufferBytes)
  #held = 0
  #written = 0

  private constructor(path: string, handle: FileHandle) {
    this.#path = path
    this.#handle = handle
  }

  /** Overwrites a file that is there. */
  static async create(path: string): Promise<OutputFile> {
    return new OutputFile(path, await onDisk(path, () => open(path, 'w')))
  }

  /** All that was appended. */
  get bytes(): number {
    return this.#written + this.#held
  }

  /** Copies the bytes: they are the caller's again at once. */
  async append(bytes: Uint8Array): Promise<void> {
    for (let taken = 0; taken < bytes.length;) {
      const count = Math.min(bytes.length - taken, bufferBytes - this.#held)
      this.#buffer.set(bytes.subarray(taken, taken + count), this.#held)
      this.#held += count
      taken += count
      if (this.#held === bufferBytes) await this.#flush()
    }
  }

  async close(): Promise<void> {
    await this.#flush()
    await onDisk(this.#path, () => this.#handle.close())
  }

  /** Closes and removes the file. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => {})
    await rm(this.#path, { force: true })
  }

  async #flush(): Promise<void> {
    for (let done = 0; done < this.#held;) {
      const { bytesWritten } = await onDisk(this.#path, () => this.#handle.write(this.#buffer, done, this.#held - done))
      done += bytesWritten
    }
    this.#written += this.#held
    this.#held = 0
  }
}

async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new Refusal(writeFault(path, error))
  }
}
