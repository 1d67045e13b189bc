"""Display limits of number series by astropy's ZScaleInterval.

usage: /usr/bin/python3 scripts/debian/oracles/zscale.py OUTDIR

limits.csv: what the values are, their number, low and high. values.csv: the values, one series a line.
"""

import sys
from pathlib import Path

import numpy as np
from astropy.visualization import ZScaleInterval

SCRIPT = 'scripts/debian/oracles/zscale.py'


def series():
    rng = np.random.default_rng(20)
    noise = rng.normal(0.1, 1.0, 900)
    yield 'noise', noise
    yield 'noise-and-sources', np.concatenate([noise, rng.uniform(5, 200, 60)])
    yield 'ramp', np.arange(1000.0)
    yield 'constant', np.full(50, 3.25)
    yield 'few', np.array([4.0, 1.0, 9.0])
    yield 'mostly-sources', np.concatenate([rng.normal(0, 1, 200), rng.uniform(0, 1000, 500)])


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    limits, values = [], []
    for name, data in series():
        low, high = ZScaleInterval(n_samples=1000, contrast=0.25, max_reject=0.5, krej=2.5, max_iterations=5).get_limits(data)
        limits.append(f'{name},{len(data)},{float(low)!r},{float(high)!r}')
        values.append(','.join([name, *(repr(float(value)) for value in data)]))
    origin = f'# made by {SCRIPT} with astropy'
    (out / 'limits.csv').write_text('\n'.join([origin, 'name,count,low,high', *limits]) + '\n')
    (out / 'values.csv').write_text('\n'.join([origin, 'name,values', *values]) + '\n')


main()
