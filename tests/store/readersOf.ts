import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'

function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`)
  const texts = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'))
  return texts.flatMap((text) => text.trim().split(' ').filter(Boolean).map(Number))
}

/** The processes that read tables for a process. */
export function readersOf(pid: number): number[] {
  return childrenOf(pid).filter((child) => isReader(child))
}

/** Whether a process that reads tables is there under a number. */
export function isReader(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('readerProcess.ts')
  } catch {
    return false
  }
}

/** Waits until something is true. */
export async function eventually(what: () => boolean): Promise<void> {
  for (let count = 0; count < 600 && !what(); count++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(what()).toBe(true)
}
