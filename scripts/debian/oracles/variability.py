"""V and eta of light curves in exact rational arithmetic, and by numpy where it does not lose digits.

usage: /usr/bin/python3 scripts/debian/oracles/variability.py OUTDIR
"""

import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy as np

getcontext().prec = 40
SCRIPT = 'scripts/debian/oracles/variability.py'


def root(value):
    return float((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def exact_v(flux):
    values = [Fraction(float(f)) for f in flux]
    mean = sum(values) / len(values)
    variance = sum((v - mean) ** 2 for v in values) / (len(values) - 1)
    return root(variance / mean**2) * (1 if mean > 0 else -1)


def exact_eta(flux, err):
    values = [Fraction(float(f)) for f in flux]
    weights = [1 / Fraction(float(e)) ** 2 for e in err]
    mean = sum(w * v for w, v in zip(weights, values)) / sum(weights)
    return float(sum(w * (v - mean) ** 2 for w, v in zip(weights, values)) / (len(values) - 1))


def curves(rng):
    for n in (2, 3, 10, 50):
        err = rng.uniform(0.2, 0.5, n)
        yield f'ordinary-{n}', rng.normal(5, 1, n), err
        yield f'bright-and-steady-{n}', 1e6 + rng.normal(0, 1e-4, n), np.full(n, 1e-4)
        yield f'unequal-errors-{n}', 1e3 + rng.normal(0, 1, n), 10 ** rng.uniform(-4, 2, n)
        yield f'negative-mean-{n}', rng.normal(-1, 0.3, n), err
        yield f'faint-{n}', rng.normal(1e-9, 3e-10, n), np.full(n, 3e-10)
    yield 'constant', np.full(7, 0.1), np.full(7, 0.01)
    yield 'ill-conditioned', 1e9 + np.array([0, 1e-6, -1e-6, 2e-6]), np.full(4, 1e-6)
    yield 'one-bright-point', np.array([1e-6, 1e-6, 1e-6, 1e4]), np.array([1e-7, 1e-7, 1e-7, 1.0])


def main(directory):
    directory.mkdir(parents=True, exist_ok=True)
    lines = [f'# {SCRIPT}', 'name,v,eta,numpyV,flux,fluxErr']
    for name, flux, err in curves(np.random.default_rng(2015)):
        numpy_v = np.std(flux, ddof=1) / np.mean(flux)
        numbers = [exact_v(flux), exact_eta(flux, err), numpy_v]
        lists = [' '.join(repr(float(v)) for v in values) for values in (flux, err)]
        lines.append(','.join([name, *(repr(float(v)) for v in numbers), *lists]))
    (directory / 'curves.csv').write_text('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main(Path(sys.argv[1]))
