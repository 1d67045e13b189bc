"""Separations and tangent-plane offsets of pairs of positions by astropy, in extended precision where it rounds.

usage: /usr/bin/python3 scripts/debian/oracles/separation.py OUTDIR
"""

import sys
from decimal import Decimal, getcontext
from pathlib import Path

import numpy as np
from astropy.coordinates import SkyCoord

getcontext().prec = 50
SCRIPT = 'scripts/debian/oracles/separation.py'
PI = Decimal('3.14159265358979323846264338327950288419716939937510')


def sin(x):
    term = total = x
    k = 1
    while abs(term) > Decimal('1e-48'):
        term *= -x * x / ((k + 1) * (k + 2))
        total += term
        k += 2
    return total


def cos(x):
    return sin(PI / 2 - x)


def atan(x):
    """For 0 <= x: halve the argument until the series converges fast."""
    halvings = 0
    while x > Decimal('0.01'):
        x = x / (1 + (1 + x * x).sqrt())
        halvings += 1
    total, power, k = Decimal(0), x, 1
    while abs(power) > Decimal('1e-48'):
        total += power / k if k % 4 == 1 else -power / k
        power *= x * x
        k += 2
    return total * 2**halvings


def exact_separation(ra1, dec1, ra2, dec2):
    """Haversine with 50 digits, deg."""
    a1, d1, a2, d2 = (Decimal(float(v)) * PI / 180 for v in (ra1, dec1, ra2, dec2))
    h = sin((d2 - d1) / 2) ** 2 + cos(d1) * cos(d2) * sin((a2 - a1) / 2) ** 2
    if h >= 1:
        return 180.0
    return float(2 * atan((h / (1 - h)).sqrt()) * 180 / PI)


def pairs(rng):
    """Random pairs; then ever smaller distances; then close to the antipode; then special places."""
    for _ in range(20):
        yield (*random_position(rng), *random_position(rng))
    for exponent in np.arange(-15, 2, 0.5):
        ra, dec = random_position(rng)
        angle = rng.uniform(0, 2 * np.pi)
        yield ra, dec, ra + 10**exponent * np.sin(angle) / np.cos(np.radians(dec)), dec + 10**exponent * np.cos(angle)
    for exponent in np.arange(-12, 1, 1.0):
        ra, dec = random_position(rng)
        yield ra, dec, (ra + 180 + 10**exponent) % 360, -dec + 10**exponent
    yield from [(0, 0, 0, 0), (0, 90, 123, 90), (10, 90, 50, -90), (0, 0, 180, 0), (359.9999999, 0, 0.0000001, 0)]
    yield from [(0, 89.9999999, 180, 89.9999999), (45, -90, 200, -89.5), (359.5, -60, 0.5, -60)]


def random_position(rng):
    return rng.uniform(0, 360), np.degrees(np.arcsin(rng.uniform(-0.999, 0.999)))


def row(pair):
    ra1, dec1, ra2, dec2 = (float(v) for v in pair)
    first, second = SkyCoord([ra1, ra2], [max(-90, dec1), min(90, max(-90, dec2))], unit='deg')
    frame = second.transform_to(first.skyoffset_frame())
    # The gnomonic plane over astropy's frame that is turned to the first position.
    x, y, z = frame.cartesian.xyz.value
    xi, eta = (np.degrees(y / x), np.degrees(z / x)) if x > 1e-9 else (np.nan, np.nan)
    values = [ra1, dec1, ra2, dec2, exact_separation(ra1, dec1, ra2, dec2), first.separation(second).deg]
    values += [xi, eta]
    return ','.join(repr(float(value)) for value in values)


def main(directory):
    directory.mkdir(parents=True, exist_ok=True)
    lines = [f'# {SCRIPT}', 'raADeg,decADeg,raBDeg,decBDeg,exactDeg,astropyDeg,xiDeg,etaDeg']
    lines += [row(pair) for pair in pairs(np.random.default_rng(1794))]
    (directory / 'pairs.csv').write_text('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main(Path(sys.argv[1]))
