import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Claim } from '../catalogue/operations.ts'
import { makeFolder } from '../home.ts'
import type { Store } from '../store.ts'

/**
 * Where parts of an operation travel between the hosts that do them: a folder in that of the attempt, gone with it. Every
 * writer has names of its own, so that one that was presumed dead and writes on spoils nothing.
 */
export class TaskFiles {
  readonly #folder: string

  constructor({ paths }: Pick<Store, 'paths'>, { id, attempt }: Claim) {
    this.#folder = join(paths.attempt(id, attempt), 'shared')
  }

  /** Makes the folder. */
  begin(): void {
    makeFolder(this.#folder)
  }

  async writeInput(ticket: number, input: unknown): Promise<void> {
    await writeFile(join(this.#folder, `${ticket}.task`), serialize(input))
  }

  async readInput(ticket: number): Promise<unknown> {
    return deserialize(await readFile(join(this.#folder, `${ticket}.task`)))
  }

  /** @returns the name under which it is read */
  async writeAnswer(ticket: number, answer: unknown): Promise<string> {
    const name = `${ticket}.${randomUUID()}.answer`
    await writeFile(join(this.#folder, name), serialize(answer))
    return name
  }

  async readAnswer(name: string): Promise<unknown> {
    return deserialize(await readFile(join(this.#folder, name)))
  }

  /** Makes a folder for files that a part writes. @returns its name */
  makeOutputs(ticket: number): string {
    const name = `${ticket}.${randomUUID()}`
    makeFolder(join(this.#folder, name))
    return name
  }

  pathOf(outputs: string): string {
    return join(this.#folder, outputs)
  }

  /** Moves files that a part wrote to where they were wanted. */
  async takeOutputs(outputs: string, folder: string): Promise<void> {
    const from = join(this.#folder, outputs)
    for (const name of await readdir(from)) await rename(join(from, name), join(folder, name))
  }
}
