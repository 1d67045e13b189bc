"""Sky and pixel positions of synthetic headers by astropy and wcslib.

usage: /usr/bin/python3 scripts/debian/oracles/wcs.py OUTDIR

headers.csv: one header a line: its keywords, and what wcslib makes of them.
points.csv: header, direction, pixel (counting from 0) and sky (deg); `from` says which side was given. nan: no such point.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
from astropy.io import fits
from astropy.utils.exceptions import AstropyWarning
from astropy.wcs import WCS
from astropy.wcs.utils import proj_plane_pixel_scales

warnings.simplefilter('ignore', AstropyWarning)
SCRIPT = 'scripts/debian/oracles/wcs.py'
POINTS = 25


def header(code, ra, dec, scale=0.0007, crpix=(1024.5, 900.25), **extra):
    cards = {'CTYPE1': f'RA---{code}', 'CTYPE2': f'DEC--{code}', 'CRVAL1': ra, 'CRVAL2': dec}
    cards |= {'CRPIX1': crpix[0], 'CRPIX2': crpix[1]}
    if 'CD1_1' not in extra:
        cards |= {'CDELT1': -scale, 'CDELT2': scale}
    return cards | extra


HEADERS = {
    'sin-askap': header('SIN', 322.431, -6.2981, PV2_1=0.0, PV2_2=0.0),
    'sin-across-ra-0': header('SIN', 0.0002, -45.3, crpix=(5000.0, 20.5)),
    'sin-north-pole': header('SIN', 77.0, 90.0, scale=0.01),
    'sin-near-south-pole': header('SIN', 350.0, -89.6, scale=0.002),
    'sin-wide': header('SIN', 123.4, 33.0, scale=0.1),
    'sin-ncp': header('SIN', 45.0, 52.75, PV2_1=0.0, PV2_2=float(1 / np.tan(np.radians(52.75)))),
    'sin-slant': header('SIN', 200.0, -31.0, scale=0.03, PV2_1=-0.11, PV2_2=0.23),
    'sin-pc': header('SIN', 15.0, -72.0, PC1_1=0.8, PC1_2=-0.6, PC2_1=0.6, PC2_2=0.8),
    'tan-cd': header('TAN', 83.63, 22.01, CD1_1=-0.0004, CD1_2=0.0001, CD2_1=0.00012, CD2_2=0.00041),
    'tan-crota': header('TAN', 266.4, -29.0, scale=0.02, CROTA2=37.5),
    'tan-lonpole': header('TAN', 10.0, 41.0, scale=0.03, LONPOLE=135.0),
    'tan-mirrored': header('TAN', 180.0, 12.0, CD1_1=0.0007, CD1_2=0.0, CD2_1=0.0, CD2_2=0.0007),
    'zea-wide': header('ZEA', 300.0, 27.0, scale=0.15),
    'zea-south-pole': header('ZEA', 0.0, -90.0, scale=0.05, LONPOLE=180.0),
    'car-equator': header('CAR', 120.0, 0.0, scale=0.1),
    'car-north': header('CAR', 266.0, 35.0, scale=0.04),
    'car-south': header('CAR', 1.0, -20.0, scale=0.04),
    'car-lonpole': header('CAR', 40.0, -25.0, scale=0.05, LONPOLE=150.0, LATPOLE=-30.0),
    'car-latpole': header('CAR', 40.0, 25.0, scale=0.05, LONPOLE=60.0, LATPOLE=90.0),
    'car-latpole-between': header('CAR', 40.0, 35.0, scale=0.05, LATPOLE=0.0),
    'car-equator-latpole-between': header('CAR', 40.0, 0.0, scale=0.05, LATPOLE=0.0),
    'car-pole-on-equator': header('CAR', 250.0, 0.0, scale=0.05, LONPOLE=90.0, LATPOLE=-70.0),
    'car-all-sky': header('CAR', 0.0, 0.0, scale=0.2, crpix=(900.5, 450.5)),
}


def number(value):
    return repr(float(value))


def describe(name, cards, wcs):
    solved = wcs.wcs
    xi, eta = (cards.get('PV2_1', 0.0), cards.get('PV2_2', 0.0))
    values = [*(solved.crpix - 1), *solved.crval, *wcs.pixel_scale_matrix.ravel()]
    values += [solved.lonpole, cards.get('LATPOLE', 90.0), xi, eta, *proj_plane_pixel_scales(wcs)]
    keywords = ' '.join(f'{key}={value}' for key, value in cards.items())
    return ','.join([name, cards['CTYPE1'][-3:], *map(number, values), keywords])


def points(name, wcs, rng):
    x = np.concatenate([[wcs.wcs.crpix[0] - 1], rng.uniform(-100, 2100, POINTS - 1)])
    y = np.concatenate([[wcs.wcs.crpix[1] - 1], rng.uniform(-100, 2100, POINTS - 1)])
    ra, dec = wcs.wcs_pix2world(x, y, 0)
    yield from (f'{name},pixel,{",".join(map(number, row))}' for row in zip(x, y, ra, dec))
    # Sky positions: some near, some anywhere, so that what lies behind the projection is asked for too.
    near = np.isfinite(ra)
    ra = np.concatenate([ra[near] % 360, rng.uniform(0, 360, 10)])
    dec = np.concatenate([dec[near], np.degrees(np.arcsin(rng.uniform(-1, 1, 10)))])
    x, y = wcs.wcs_world2pix(ra, dec, 0)
    yield from (f'{name},sky,{",".join(map(number, row))}' for row in zip(x, y, ra, dec))


def main(directory):
    rng = np.random.default_rng(20021)
    headers = [f'# {SCRIPT}', 'name,projection,referenceX,referenceY,referenceRaDeg,referenceDecDeg,xx,xy,yx,yy,'
               'lonPoleDeg,latPoleDeg,slantXi,slantEta,scaleXDeg,scaleYDeg,keywords']
    lines = [f'# {SCRIPT}', 'name,from,x,y,raDeg,decDeg']
    for name, cards in HEADERS.items():
        wcs = WCS(fits.Header(list(cards.items())))
        wcs.wcs.set()
        headers.append(describe(name, cards, wcs))
        lines += points(name, wcs, rng)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / 'headers.csv').write_text('\n'.join(headers) + '\n')
    (directory / 'points.csv').write_text('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main(Path(sys.argv[1]))
