/** The part of an address that may follow a sign-in: a path of this site, whatever was asked for. */
export function safeTarget(wanted: string | undefined): string {
  const base = 'http://site.invalid'
  // Browsers read `\` as `/`, and leave out tabs and line ends.
  const url = wanted === undefined || /[\\\p{Cc}]/u.test(wanted) || !wanted.startsWith('/') ? null : URL.parse(wanted, base)
  return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/'
}
