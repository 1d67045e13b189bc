import type { Outcome } from '../hosts/halley.ts'
import { startSecurePostgres } from '../hosts/postgres.ts'
import { proveCertificates } from './proveCertificates.ts'
import { proveSuites } from './proveSuites.ts'

/** Proves on Debian's PostgreSQL, with TLS and a role of few rights, what is said of a catalogue on a server; needs root. */
export async function proveServer(): Promise<Outcome[]> {
  const server = await startSecurePostgres()
  try {
    return [...(await proveCertificates(server)), ...proveSuites(server)]
  } finally {
    await server.stop()
  }
}
