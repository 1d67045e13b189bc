"""Forced fits by numpy: coverage, noise, flux, error, chi^2 of sources at fixed positions, alone and in clusters.

    /usr/bin/python3 scripts/debian/oracles/forced.py OUTDIR

scenes.csv describes images whose pixels follow from the formulas of `pixels` below, so that none are stored; fits.csv holds the
positions and what is found there. The beam is an ellipse on the sky, in degrees towards east and north; clusters are
solved by numpy.linalg.lstsq over the union of the stamps, with every kernel on every pixel.
"""

import os
import sys

import numpy as np

MADE_BY = '# made by scripts/debian/oracles/forced.py'
SCENES = [
    # name, width, height, pixel arcsec, bmaj, bmin arcsec, bpa, rotation deg, edge scale, cluster threshold, allow nan, blanks
    ('plain', 90, 80, 2.0, 15.0, 10.0, 0.0, 0.0, 1.2, 0.0, 0, 0),
    ('tilted-beam', 90, 80, 2.0, 14.0, 8.0, 40.0, 0.0, 1.2, 0.0, 0, 0),
    ('rotated-image', 90, 80, 2.0, 14.0, 8.0, 25.0, 33.0, 1.2, 0.0, 0, 0),
    ('clusters', 90, 80, 2.0, 12.0, 9.0, 110.0, 0.0, 1.2, 3.0, 0, 0),
    ('rotated-clusters', 90, 80, 2.5, 15.0, 9.0, -35.0, -70.0, 1.0, 1.5, 0, 0),
    ('blanks-refused', 90, 80, 2.0, 12.0, 9.0, 60.0, 0.0, 1.2, 1.5, 0, 1),
    ('blanks-left-out', 90, 80, 2.0, 12.0, 9.0, 60.0, 0.0, 1.2, 1.5, 1, 1),
    ('no-margin', 70, 60, 2.0, 12.0, 9.0, 60.0, 0.0, 0.3, 1.0, 0, 0),
]


def uniform(x, y, plane):
    """A hash of the pixel, in [0, 1)."""
    h = (x * 374761393 + y * 668265263 + plane * 974634777) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    return (h ^ (h >> 16)) / 4294967296.0


def pixels(width, height, blanks):
    """Image, noise and background in Jy/beam."""
    y, x = np.mgrid[:height, :width].astype(np.int64)
    background = 1e-3 * uniform(x, y, 3)
    noise = 1e-3 * (1 + uniform(x, y, 2))
    image = background + 4e-3 * (uniform(x, y, 1) - 0.3)
    if blanks:
        noise[30, 40] = 0
        noise[52, 20] = np.nan
        image[25, 60] = np.nan
        image[:, 80:] = np.nan
    return image, noise, background


def positions(name, width, height):
    """Hashed positions; in clusters every third one lies beside the one before."""
    count = 24
    i = np.arange(count, dtype=np.int64)
    plane = 100 + sum(map(ord, name))
    x = width * uniform(i, 1 + 0 * i, plane)
    y = height * uniform(i, 2 + 0 * i, plane)
    x[2::3] = x[1::3] + 3 + 2 * uniform(i[2::3], 3 + 0 * i[2::3], plane)
    y[2::3] = y[1::3] + 1
    return x, y


def kernel(scene, dx, dy):
    _, _, _, pixel, bmaj, bmin, bpa, rotation = scene[:8]
    turn = np.radians(rotation)
    east = (-np.cos(turn) * dx + np.sin(turn) * dy) * pixel
    north = (np.sin(turn) * dx + np.cos(turn) * dy) * pixel
    pa = np.radians(bpa)
    major = east * np.sin(pa) + north * np.cos(pa)
    minor = east * np.cos(pa) - north * np.sin(pa)
    return np.exp(-4 * np.log(2) * ((major / bmaj) ** 2 + (minor / bmin) ** 2))


def components(x, y, radius):
    label = np.arange(len(x))
    for _ in x:
        for i in range(len(x)):
            near = (x - x[i]) ** 2 + (y - y[i]) ** 2 <= radius**2
            label[near] = label[near].min()
    return [np.flatnonzero(label == k) for k in np.unique(label)]


def measure(scene):
    name, width, height, pixel, bmaj, _, _, _, edge, threshold, allow_nan, blanks = scene
    image, noise, background = pixels(width, height, blanks)
    noise = np.where(noise == 0, np.nan, noise)
    data = image - background
    good = np.isfinite(noise) & np.isfinite(data)
    x, y = positions(name, width, height)
    beam = bmaj / pixel
    margin = int(np.round(np.round(1.5 * beam) * edge))
    inside = (x >= margin) & (x <= width - margin) & (y >= margin) & (y <= height - margin)
    inside &= (np.round(x) < width) & (np.round(y) < height)
    yy, xx = np.mgrid[:height, :width]
    rows = [[name, x[i], y[i], 0, np.nan, 0, np.nan, np.nan, np.nan, 0] for i in range(len(x))]

    def stamp(i):
        half = 1.5 * beam
        in_x = (xx >= np.round(x[i] - half)) & (xx <= np.round(x[i] + half))
        return in_x & (yy >= np.round(y[i] - half)) & (yy <= np.round(y[i] + half))

    def look(i):
        column, row, half = int(np.round(x[i])), int(np.round(y[i])), int(np.round(beam / 2))
        box = (slice(max(0, row - half), row + half + 1), slice(max(0, column - half), column + half + 1))
        rows[i][3] = int(np.all(np.isfinite(noise[box]) & np.isfinite(image[box])))
        rows[i][4] = noise[row, column] * 1e3

    kept = np.flatnonzero(inside)
    for i in kept:
        look(i)
    groups = components(x[kept], y[kept], threshold * beam) if threshold > 0 else [[k] for k in range(len(kept))]
    for members in ([kept[k] for k in group] for group in groups):
        union = good & np.any([stamp(i) for i in members], axis=0)
        shapes = {i: kernel(scene, xx - x[i], yy - y[i]) for i in members}
        n = noise[union]
        design = np.array([shapes[i][union] / n for i in members]).T
        flux = np.linalg.lstsq(design, data[union] / n, rcond=None)[0]
        model = sum(f * shapes[i] for f, i in zip(flux, members))
        for f, i in zip(flux, members):
            own = stamp(i)
            if np.any(own & ~good) and not allow_nan:
                continue
            own &= good
            k, n = shapes[i][own], noise[own]
            error = (n * k / n**2).sum() / (k / n**2).sum()
            chi2 = (((data[own] - model[own]) / n) ** 2).sum()
            rows[i][5:] = [1, f * 1e3, error * 1e3, chi2, own.sum() - 1]
    return rows


def main(directory):
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, 'scenes.csv'), 'w') as out:
        out.write(MADE_BY + '\n')
        out.write('scene,width,height,pixel_arcsec,bmaj_arcsec,bmin_arcsec,bpa_deg,rotation_deg,edge_buffer_scale,')
        out.write('cluster_threshold,allow_nan,blanks\n')
        for scene in SCENES:
            out.write(','.join(map(str, scene)) + '\n')
    with open(os.path.join(directory, 'fits.csv'), 'w') as out:
        out.write(MADE_BY + '\n')
        out.write('scene,x,y,covered,rms_mjy,fitted,flux_mjy,flux_err_mjy,chi2,dof\n')
        for scene in SCENES:
            for row in measure(scene):
                out.write(','.join(repr(float(v)) if isinstance(v, float) else str(v) for v in row) + '\n')


if __name__ == '__main__':
    main(sys.argv[1])
