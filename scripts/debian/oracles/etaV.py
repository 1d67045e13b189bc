"""Gaussians fitted to populations of values, as the eta-V analyses of vast-tools and of TraP_tools fit them.

usage: /usr/bin/python3 scripts/debian/oracles/etaV.py OUTDIR
"""

import sys
from pathlib import Path

import numpy as np
from astropy.stats import mad_std, sigma_clip
from scipy.stats import norm

SCRIPT = 'scripts/debian/oracles/etaV.py'


def vast(values):
    return sigma_clip(values, masked=False, stdfunc=mad_std, sigma=3)


def trap(values):
    median = np.median(values)
    spread = np.sqrt(np.mean((values - median) ** 2))
    return values[(values < median + 3 * spread) & (values > median - 3 * spread)]


def populations(rng):
    for n in (1, 2, 5, 50, 51, 400):
        yield f'gaussian-{n}', rng.normal(-0.3, 0.4, n)
    yield 'with-variables', np.concatenate([rng.normal(0, 0.2, 300), rng.normal(2, 0.5, 20)])
    yield 'long-tail', rng.exponential(1, 200) ** 2
    yield 'two-sided', rng.standard_t(1.5, 200)
    yield 'all-equal', np.full(7, 0.1)
    yield 'mostly-equal', np.concatenate([np.full(30, 0.5), [0.4, 0.7, 3.0]])
    yield 'far-outlier', np.concatenate([rng.normal(0, 1e-3, 60), [1e4]])


def main(directory):
    directory.mkdir(parents=True, exist_ok=True)
    lines = [f'# {SCRIPT}', 'name,vastMean,vastSigma,vastCount,trapMean,trapSigma,trapCount,values']
    for name, values in populations(np.random.default_rng(2019)):
        cells = [name]
        for kept in (vast(values), trap(values)):
            kept = kept if len(kept) else values
            mean, sigma = norm.fit(kept)
            cells += [repr(float(mean)), repr(float(sigma)), str(len(kept))]
        lines.append(','.join([*cells, ' '.join(repr(float(v)) for v in values)]))
    (directory / 'populations.csv').write_text('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main(Path(sys.argv[1]))
