import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

interface Parameters {
  /** KiB. */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

/** What OWASP asks for at least, doubled: about 100 ms of one core. */
const usual: Parameters = { memory: 38_912, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32

const derive = promisify(argon2)
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

function tagOf(password: string, nonce: Buffer, parameters: Parameters, tagLength: number): Promise<Buffer> {
  // Keyboards write one letter in several ways.
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...parameters })
}

/** What is kept of a password: Argon2id under a salt of its own, with its parameters, as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const { memory, passes, parallelism } = usual
  const tag = await tagOf(password, salt, usual, tagBytes)
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

interface Checked {
  readonly isRight: boolean
  /** Whether it was hashed with other parameters than are usual now. */
  readonly isOld: boolean
}

/** Whether a password is the one that was kept, in a time that does not tell where they differ. */
export async function checkPassword(password: string, kept: string): Promise<Checked> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = form.exec(kept) ?? []
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  if (tag === '') throw new Error('Expected a hash of Argon2id, found another text')
  const expected = Buffer.from(tag, 'base64')
  const found = await tagOf(password, Buffer.from(salt, 'base64'), parameters, expected.length)
  const isOld = parameters.memory !== usual.memory || parameters.passes !== usual.passes || parameters.parallelism !== usual.parallelism
  return { isRight: timingSafeEqual(found, expected), isOld }
}

let nobodys: Promise<string> | undefined

/** A hash that no password has, for who has none: looking them up takes as long as looking up anybody. */
export function hashOfNobody(): Promise<string> {
  nobodys ??= hashPassword(randomBytes(32).toString('base64'))
  return nobodys
}
