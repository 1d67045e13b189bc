"""Nested HEALPix cells of positions by astropy_healpix.

usage: /usr/bin/python3 scripts/debian/oracles/healpix.py OUTDIR
"""

import sys
from pathlib import Path

import numpy as np
from astropy import units as u
from astropy_healpix import HEALPix

SCRIPT = 'scripts/debian/oracles/healpix.py'
ORDERS = (0, 5, 12, 15)


def main(directory):
    rng = np.random.default_rng(2005)
    ra = np.concatenate([rng.uniform(0, 360, 150), [0, 0.001, 359.999, 77, 200, 123, 301]])
    dec = np.concatenate([np.degrees(np.arcsin(rng.uniform(-1, 1, 150))), [0.001, -60, 60, 89.999, -89.999, 89.9999, -89.9999]])
    cells = [HEALPix(2**order, order='nested').lonlat_to_healpix(ra * u.deg, dec * u.deg) for order in ORDERS]
    directory.mkdir(parents=True, exist_ok=True)
    lines = [f'# {SCRIPT}', ','.join(['raDeg', 'decDeg', *(f'order{order}' for order in ORDERS)])]
    for i in range(len(ra)):
        lines.append(','.join([repr(float(ra[i])), repr(float(dec[i])), *(str(int(column[i])) for column in cells)]))
    (directory / 'cells.csv').write_text('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main(Path(sys.argv[1]))
