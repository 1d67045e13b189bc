/** Where the services are that the server may ask. */
export interface ServiceAddresses {
  readonly simbad: string
  readonly ned: string
  readonly sesame: string
}

/** Theirs, unless HALLEY_SIMBAD_URL, HALLEY_NED_URL or HALLEY_SESAME_URL name others, such as a mirror. */
export function serviceAddresses(environment: NodeJS.ProcessEnv = process.env): ServiceAddresses {
  return {
    simbad: environment['HALLEY_SIMBAD_URL'] ?? 'https://simbad.cds.unistra.fr/simbad/sim-tap/sync',
    ned: environment['HALLEY_NED_URL'] ?? 'https://ned.ipac.caltech.edu/cgi-bin/objsearch',
    sesame: environment['HALLEY_SESAME_URL'] ?? 'https://cds.unistra.fr/cgi-bin/nph-sesame',
  }
}
