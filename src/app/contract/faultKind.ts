/** What a refusal means to a caller. Each door has one table from kinds to its own codes (exit codes, HTTP statuses). */
export type FaultKind = 'input' | 'notFound' | 'conflict' | 'denied' | 'environment' | 'interrupted'

/** The kind of a fault by the longest prefix of its code that stands here. */
const kindByPrefix: Readonly<Record<string, FaultKind>> = {
  audit: 'environment',
  backup: 'input',
  'backup.write': 'environment',
  catalogue: 'environment',
  config: 'input',
  'config.changed': 'conflict',
  confirm: 'conflict',
  directory: 'environment',
  'directory.notEmpty': 'conflict',
  export: 'environment',
  'export.exists': 'conflict',
  file: 'environment',
  'file.missing': 'notFound',
  'file.type': 'input',
  fits: 'input',
  forced: 'input',
  gzip: 'input',
  'gzip.write': 'environment',
  ingest: 'input',
  interrupted: 'interrupted',
  noise: 'input',
  operation: 'conflict',
  'operation.notFound': 'notFound',
  parquet: 'environment',
  grant: 'conflict',
  image: 'conflict',
  item: 'conflict',
  'item.ambiguous': 'input',
  'item.companion': 'input',
  'item.description': 'input',
  'item.name': 'input',
  'item.notFound': 'notFound',
  name: 'conflict',
  'name.empty': 'input',
  plan: 'conflict',
  publish: 'environment',
  'publish.superseded': 'conflict',
  query: 'input',
  removal: 'environment',
  right: 'denied',
  'right.reason': 'input',
  run: 'conflict',
  'run.name': 'input',
  selavy: 'input',
  simulate: 'input',
  store: 'environment',
  trash: 'conflict',
  'trash.days': 'input',
  token: 'input',
  'token.nameTaken': 'conflict',
  'token.notFound': 'notFound',
  user: 'conflict',
  'user.name': 'input',
  'user.notFound': 'notFound',
  version: 'conflict',
  'version.unknown': 'notFound',
  vast: 'input',
  'vast.nameTaken': 'conflict',
  'vast.room': 'environment',
  votable: 'input',
  yaml: 'input',
}

/** The kind of a fault code such as `fits.truncated`; a code that no prefix covers is a fault of the environment. */
export function faultKind(code: string): FaultKind {
  for (let end = code.length; end > 0; end = code.lastIndexOf('.', end - 1)) {
    const kind = kindByPrefix[code.slice(0, end)]
    if (kind) return kind
  }
  return 'environment'
}
