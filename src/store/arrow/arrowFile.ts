import { AsyncByteQueue, RecordBatchFileWriter, type RecordBatch, type Schema } from 'apache-arrow'
import { OutputFile } from '../parquet/coded/outputFile.ts'

/** Takes the bytes of the writer until they are written: its own queue would keep a whole file. */
class HeldBytes extends AsyncByteQueue {
  private held: Uint8Array[] = []

  override write(bytes: Uint8Array): void {
    this.held.push(bytes)
  }

  take(): Uint8Array[] {
    const { held } = this
    this.held = []
    return held
  }
}

/**
 * An Arrow IPC file, not compressed, so that it can be mapped into memory, written one batch at a time.
 *
 * @see https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
export class ArrowFile {
  readonly #file: OutputFile
  readonly #held = new HeldBytes()
  readonly #writer = new RecordBatchFileWriter({ autoDestroy: false })

  private constructor(file: OutputFile, schema: Schema) {
    this.#file = file
    this.#writer.reset(this.#held, schema)
  }

  /** Overwrites a file that is there. A disk that refuses throws `parquet.write`, here and below. */
  static async create(path: string, schema: Schema): Promise<ArrowFile> {
    return new ArrowFile(await OutputFile.create(path), schema)
  }

  get bytes(): number {
    return this.#file.bytes
  }

  /** The buffers of the batch are the caller's again when this has ended. */
  async append(batch: RecordBatch): Promise<void> {
    this.#writer.write(batch)
    await this.#write()
  }

  /** Ends the file: without this it is none. */
  async close(): Promise<void> {
    this.#writer.finish()
    await this.#write()
    await this.#file.close()
  }

  /** Closes and removes the file. */
  discard(): Promise<void> {
    return this.#file.discard()
  }

  async #write(): Promise<void> {
    for (const bytes of this.#held.take()) await this.#file.append(bytes)
  }
}
