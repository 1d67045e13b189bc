"""Tails of chi-squared and of pairs of normal variables as scipy has them, and Benjamini-Hochberg by its definition in exact fractions.

usage: /usr/bin/python3 scripts/debian/oracles/significance.py OUTDIR
"""

import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.integrate import quad
from scipy.stats import chi2, norm

getcontext().prec = 60
SCRIPT = 'scripts/debian/oracles/significance.py'


def write(path, names, rows):
    path.write_text('\n'.join([f'# {SCRIPT}', names, *(','.join(repr(float(v)) for v in row) for row in rows)]) + '\n')


def closed_form(chi_squared, freedom):
    """Of an even number of degrees of freedom the tail is a sum of powers, here in 60 digits: no double is small enough for all of them."""
    half = Decimal(float(chi_squared)) / 2
    term = total = Decimal(1)
    for k in range(1, freedom // 2):
        term *= half / k
        total += term
    return float(total.ln() - half)


def tails():
    for freedom in (1, 2, 3, 4, 7, 9, 15, 29, 30, 31, 53, 120, 999, 5000):
        for factor in (1e-6, 0.01, 0.3, 0.9, 0.999, 1, 1.001, 1.1, 1.5, 2, 3, 5, 10, 30, 100):
            chi_squared = factor * freedom
            if freedom % 2 == 0:
                yield freedom, chi_squared, closed_form(chi_squared, freedom)
            elif np.isfinite(chi2.logsf(chi_squared, freedom)):
                yield freedom, chi_squared, chi2.logsf(chi_squared, freedom)


def pairs():
    for correlation in (-0.9, -0.3, 0, 0.2, 0.5, 0.8, 0.95):
        for a in (-1, 0, 0.5, 1.5, 3, 4):
            for b in (-2, 0.3, 2, 3):
                width = np.sqrt(1 - correlation**2)
                joint, _ = quad(lambda x: norm.pdf(x) * norm.sf((b - correlation * x) / width), a, 40, epsabs=0, epsrel=1e-12, limit=500)
                yield a, b, correlation, joint, norm.sf(a)


def kept_at(p, rate):
    ordered = sorted(Fraction(float(v)) for v in p)
    allowed = [k for k, v in enumerate(ordered, 1) if v <= Fraction(k, len(ordered)) * Fraction(rate)]
    return max(allowed, default=0)


def discoveries(rng):
    """The p-values of sources that are steady and of some that are not, and what is kept at each rate."""
    lines = [f'# {SCRIPT}', 'rate,kept,values']
    for count, variable in ((1, 0), (20, 3), (200, 0), (200, 20), (500, 450)):
        p = np.concatenate([rng.uniform(size=count - variable), 10 ** rng.uniform(-12, -2, variable)])
        for rate in (0.001, 0.05, 0.3, 1):
            lines.append(','.join([repr(rate), str(kept_at(p, rate)), ' '.join(repr(float(v)) for v in p)]))
    return '\n'.join(lines) + '\n'


def main(directory):
    directory.mkdir(parents=True, exist_ok=True)
    write(directory / 'chiSquare.csv', 'freedom,chiSquared,lnSurvival', tails())
    write(directory / 'pairs.csv', 'a,b,correlation,jointSurvival,survivalOfA', pairs())
    (directory / 'discoveries.csv').write_text(discoveries(np.random.default_rng(1995)))


if __name__ == '__main__':
    main(Path(sys.argv[1]))
