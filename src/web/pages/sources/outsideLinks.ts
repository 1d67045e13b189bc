interface OutsideLink {
  readonly words: string
  readonly address: string
}

const radiusArcsec = 30

/** Where services on the internet say what they know of a position: opened by who clicks, never by the site itself. */
export function outsideLinks(raDeg: number, decDeg: number): readonly OutsideLink[] {
  const position = `${raDeg.toFixed(6)} ${decDeg >= 0 ? '+' : ''}${decDeg.toFixed(6)}`
  const coordinates = encodeURIComponent(position)
  return [
    {
      words: 'SIMBAD',
      address: `https://simbad.u-strasbg.fr/simbad/sim-coo?Coord=${coordinates}&Radius=${radiusArcsec}&Radius.unit=arcsec`,
    },
    {
      words: 'NED',
      address: `https://ned.ipac.caltech.edu/conesearch?search_type=Near%20Position%20Search&coordinates=${encodeURIComponent(`${raDeg.toFixed(6)}d ${decDeg.toFixed(6)}d`)}&radius=${radiusArcsec / 60}`,
    },
    {
      words: 'CASDA',
      address: `https://casda.csiro.au/casda_vo_tools/sia2/query?POS=${encodeURIComponent(`CIRCLE ${raDeg.toFixed(6)} ${decDeg.toFixed(6)} ${(radiusArcsec / 3600).toFixed(5)}`)}`,
    },
    { words: 'VizieR', address: `https://vizier.cds.unistra.fr/viz-bin/VizieR?-c=${coordinates}&-c.rs=${radiusArcsec}` },
    { words: 'Aladin', address: `https://aladin.cds.unistra.fr/AladinLite/?target=${coordinates}&fov=0.1` },
  ]
}
