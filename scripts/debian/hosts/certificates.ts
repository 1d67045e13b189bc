import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

export interface Certificates {
  /** Of a server that is called `localhost`. */
  readonly certificate: string
  readonly key: string
  /** Of who signed it. */
  readonly authority: string
  /** Of who would sign others. */
  readonly stranger: string
}

/** Makes the certificate of a server, and that of who signed it, good for two days. */
export function makeCertificates(folder: string): Certificates {
  const path = (name: string) => join(folder, name)
  const make = (name: string, subject: string, ...options: readonly string[]) => {
    const files = ['-keyout', path(`${name}.key`), '-out', path(`${name}.pem`)]
    run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', subject, ...files, ...options)
    chmodSync(path(`${name}.key`), 0o600)
    chmodSync(path(`${name}.pem`), 0o644)
    return path(`${name}.pem`)
  }
  const authority = make('authority', '/CN=Observatory')
  const stranger = make('stranger', '/CN=Somebody')
  const signed = ['-CA', authority, '-CAkey', path('authority.key'), '-addext', 'subjectAltName=DNS:localhost']
  const certificate = make('server', '/CN=localhost', ...signed)
  chmodSync(folder, 0o755)
  return { certificate, key: path('server.key'), authority, stranger }
}
