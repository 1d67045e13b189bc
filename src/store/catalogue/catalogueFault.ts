import { makeFault, Refusal, type Fault } from '../../fault/fault.ts'

/** Why a catalogue could not do what it was asked, in one word for both. */
type Trouble = 'busy' | 'full' | 'unwritable' | 'unreachable' | 'untrusted' | 'damaged' | 'disk' | 'outcomeUnknown'

interface Explanation {
  readonly expected: string
  readonly hint: string
  readonly retryable: boolean
}

const explanations: Readonly<Record<Trouble, Explanation>> = {
  busy: {
    expected: 'its turn within seconds',
    hint: 'Other processes are at work on this store: try again.',
    retryable: true,
  },
  full: {
    expected: 'room on the disk of the catalogue',
    hint: 'Free some space there, then try again; nothing was changed.',
    retryable: true,
  },
  unwritable: {
    expected: 'a catalogue that this user can read and change',
    hint: 'Ask the owner of the store or of the database for permission.',
    retryable: false,
  },
  unreachable: {
    expected: 'a PostgreSQL server that answers and lets this user in',
    hint: 'Check HALLEY_DATABASE_URL, its user, its password and its database, and that the server runs.',
    retryable: true,
  },
  untrusted: {
    expected: 'a PostgreSQL server with a certificate that this host trusts',
    hint: 'Name the certificate of who signed it, and the server as it is called there: ...@db.example.org/halley?sslmode=verify-full&sslrootcert=/etc/halley/ca.pem',
    retryable: false,
  },
  damaged: {
    expected: 'a catalogue in good order',
    hint: 'Bring it back from a backup: ./halley restore-backup FILE',
    retryable: false,
  },
  disk: {
    expected: 'a disk that reads and writes the catalogue',
    hint: 'Check the disk of the catalogue: it may be full (df), and the catalogue needs a few MB of it. Then try again.',
    retryable: true,
  },
  outcomeUnknown: {
    expected: 'the answer that a change was made',
    hint: 'It may have been made: look with ./halley status before doing it again.',
    retryable: false,
  },
}

/** Primary result codes of SQLite; an extended code ends in its primary one. */
const sqliteTroubles: Readonly<Record<number, Trouble>> = {
  3: 'unwritable', // SQLITE_PERM
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'unwritable', // SQLITE_READONLY
  10: 'disk', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'unwritable', // SQLITE_CANTOPEN
  15: 'busy', // SQLITE_PROTOCOL: many processes opened it at once
  26: 'damaged', // SQLITE_NOTADB
}

/** By SQLSTATE or, where all of a class mean the same, by its first two characters. */
const postgresTroubles: Readonly<Record<string, Trouble>> = {
  '08': 'unreachable', // connection exception
  '28': 'unreachable', // invalid authorization
  '3D000': 'unreachable', // no such database
  '57P': 'unreachable', // the server shuts down or starts
  '25P03': 'busy', // idle in a transaction for too long
  '40001': 'busy', // serialization failure
  '40P01': 'busy', // deadlock
  '55P03': 'busy', // waited too long for a lock
  '57014': 'busy', // a statement took too long
  '53': 'busy', // too many connections, no memory
  '53100': 'full',
  '25006': 'unwritable', // a read-only transaction, as on a replica
  '42501': 'unwritable', // insufficient privilege
  '58030': 'disk', // I/O error
  XX001: 'damaged',
  XX002: 'damaged',
}

/** How Node says that it does not believe a certificate. */
const distrust = /^(?:CERT_|CRL_|ERR_TLS_CERT|UNABLE_TO_(?:GET|VERIFY|DECODE)|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|INVALID_CA$)/

/** What pg says of a connection in words alone. */
const lostConnection = /^(Connection terminated|Client has encountered a connection error|timeout |Query read timeout)/

function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined
  if (lostConnection.test(error.message)) return 'unreachable'
  if (!('code' in error)) return undefined
  if (distrust.test(String(error.code))) return 'untrusted'
  if ('errcode' in error) return sqliteTroubles[Number(error.errcode) & 0xff]
  if ('severity' in error) return postgresTrouble(String(error.code))
  return 'syscall' in error ? 'unreachable' : undefined
}

function postgresTrouble(state: string): Trouble | undefined {
  return postgresTroubles[state] ?? postgresTroubles[state.slice(0, 3)] ?? postgresTroubles[state.slice(0, 2)]
}

/** No such user, wrong password, no such database: it stays so until somebody changes it. */
function isLockedOut(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && 'code' in error && /^(28|3D)/.test(String(error.code))
}

/** Several addresses that were tried in vain make an error that says so in its code alone. */
function wordsOf(error: unknown): string {
  return error instanceof AggregateError && 'code' in error ? String(error.code) : error instanceof Error ? error.message : String(error)
}

function explain(trouble: Trouble, error: unknown, catalogue: string): Fault {
  const { expected, hint, retryable } = explanations[trouble]
  return makeFault(`catalogue.${trouble}`, `${catalogue}: expected ${expected}, found: ${wordsOf(error)}.`, {
    hint,
    retryable: retryable && !isLockedOut(error),
    data: { catalogue },
  })
}

/**
 * What an error of SQLite, of PostgreSQL or of the way there means to a user; nothing for an error that is none of the
 * catalogue's state, such as a broken constraint.
 *
 * @param catalogue the path, or the URL without its password
 */
export function catalogueFault(error: unknown, catalogue: string): Fault | undefined {
  const trouble = troubleOf(error)
  return trouble && explain(trouble, error, catalogue)
}

/** {@link catalogueFault} of a connection that was not made: whatever stands in the way, from a certificate to a missing password. */
export function connectionFault(error: unknown, catalogue: string): Fault {
  return explain(troubleOf(error) ?? 'unreachable', error, catalogue)
}

/** {@link catalogueFault} of a commit: where its answer was lost, nobody knows whether it was made. */
export function commitFault(error: unknown, catalogue: string): Fault | undefined {
  const trouble = troubleOf(error)
  return trouble && explain(trouble === 'unreachable' || trouble === 'disk' ? 'outcomeUnknown' : trouble, error, catalogue)
}

/** Whether what threw this is sure to have changed nothing in the catalogue: only then may its files be cleared away. */
export function isSurelyUndone(error: unknown): boolean {
  return error instanceof Refusal && error.fault.code !== 'catalogue.outcomeUnknown'
}

/** Whether a statement broke a unique index or a primary key, on either catalogue. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error) return error.errcode === 1555 || error.errcode === 2067
  return 'code' in error && error.code === '23505'
}
