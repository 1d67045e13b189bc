import { Help } from 'commander'
import { sourceColumnNames } from '../../app/contract/sourceColumns.ts'

const columns = new Help().boxWrap(`Columns: ${sourceColumnNames.join(', ')}.`, 118)

/** How a source query is written, for the help of commands that take one. */
export const queryHelp = `
A query joins conditions with and, or, not and brackets:
  n_meas >= 3 and eta_peak > 2.5 and not new
  cone(82.5, -68.75, 2 deg) and v_peak between 0.1 and 0.5
  cone(05:30:00, -68:45:00, 30 arcmin) or name in ('J053001-684455', 'J052959-684501')
  cone('l 280.5 b -32.9', 1 deg) and eta_peak is known and n_rel = 0
  tagged 'candidate' or favourite
A cone is (right ascension, declination, radius): degrees, or hours and degrees with colons or h m s; or a position in
quotation marks in any usual notation, ICRS or Galactic. The radius is in arcsec unless arcmin or deg follows. A
condition on a value that is unknown is not true.
${columns}`
