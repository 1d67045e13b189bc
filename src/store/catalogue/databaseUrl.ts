import { makeFault, type Fault } from '../../fault/fault.ts'

/** Where a PostgreSQL catalogue is. */
export interface DatabaseUrl {
  /** With the password: for the driver alone. */
  readonly secret: string
  /** Without it: for messages. */
  readonly shown: string
}

const noHost = 'socket.invalid'

/** Reads HALLEY_DATABASE_URL. What cannot be read is not shown either, for a password may be anywhere in it. */
export function readDatabaseUrl(text: string): DatabaseUrl | Fault {
  // Without a host the socket is named in the query, as `postgres://user:password@/database?host=/run/postgresql`.
  const url = URL.parse(text.replace('@/', `@${noHost}/`))
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:'
  // A password with a character that should have been encoded ends early, and its rest seems to be another part.
  if (!url || !isPostgres || `${url.pathname}${url.search}${url.hash}`.includes('@')) {
    return makeFault('catalogue.url', 'HALLEY_DATABASE_URL: expected postgres://user:password@host:port/database, found something else.', {
      hint: 'Write it so, with @ : / ? # and % in the password as %40 %3A %2F %3F %23 and %25.',
    })
  }
  url.password = ''
  for (const name of ['password', 'sslpassword']) url.searchParams.delete(name)
  return { secret: text, shown: url.href.replace(`@${noHost}/`, '@/') }
}
