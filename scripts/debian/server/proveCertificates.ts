import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { check, main, type Outcome } from '../hosts/halley.ts'
import type { SecureServer } from '../hosts/postgres.ts'

interface Said {
  readonly status: number | null
  readonly words: string
}

/** What `./halley status` says to a new store whose catalogue is there. */
function statusAt(url: string): Said {
  const home = mkdtempSync(join(tmpdir(), 'halley-tls-'))
  try {
    const env = { PATH: process.env['PATH'], HALLEY_HOME: home, HALLEY_DATABASE_URL: url }
    const { status, stderr } = spawnSync(process.execPath, [main, 'status'], { env, encoding: 'utf8' })
    return { status, words: stderr }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function changed(url: string, change: (url: URL) => void): string {
  const other = new URL(url)
  change(other)
  return other.href
}

function refused({ url }: SecureServer, { status, words }: Said, reason: RegExp): string[] {
  const { password } = new URL(url)
  return [
    ...(status === 6 && reason.test(words) ? [] : [`expected exit code 6 and ${String(reason)}, found ${status}: ${words}`]),
    ...(words.includes(password) ? ['expected no password in the message, found it'] : []),
  ]
}

/** Proves which servers are believed to be who they say they are. */
export async function proveCertificates(server: SecureServer): Promise<Outcome[]> {
  const { url, stranger } = server
  return [
    await check('a server whose certificate is signed by who is named is taken', async () => {
      const { status, words } = statusAt(url)
      return status === 0 ? [] : [words]
    }),
    await check('one that somebody else has signed is refused, and the message says what to do', async () => {
      const other = changed(url, ({ searchParams }) => searchParams.set('sslrootcert', stranger))
      return refused(server, statusAt(other), /certificate[^]*sslrootcert=/)
    }),
    await check('one that is of another name is refused', async () =>
      refused(server, statusAt(changed(url, (other) => (other.hostname = '127.0.0.1'))), /does not match certificate[^]*sslrootcert=/),
    ),
    await check('one that has to be signed by who this host knows already is refused', async () =>
      refused(server, statusAt(changed(url, ({ searchParams }) => searchParams.delete('sslrootcert'))), /certificate[^]*sslrootcert=/),
    ),
    await check('a server that wants TLS refuses who comes without', async () =>
      refused(server, statusAt(changed(url, (other) => (other.search = ''))), /no encryption/),
    ),
  ]
}
