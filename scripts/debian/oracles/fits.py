"""Small FITS images, plain and tile-compressed, with the pixels that a reader must find in them, and headers with the
sky positions and times that astropy finds.

    /usr/bin/python3 scripts/debian/oracles/fits.py OUTDIR

images.csv names the images; NAME.fits is the file, NAME.pixels the expected physical values, row by row, as little-endian
floats of the type that images.csv says. headers.txt holds image headers, wcs.csv what wcslib makes of them, times.csv what astropy.time makes of DATE-OBS and TIMESYS.

Expected pixels of plain images and of lossless compression are those that were put in; those of quantised floats are
what astropy's cfitsio decodes. fpack makes a few images of its own, so that not one program alone is the witness.
"""

import io
import os
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from astropy.io import fits
from astropy.time import Time
from astropy.wcs import WCS

warnings.simplefilter('ignore')
MADE_BY = '# made by scripts/debian/oracles/fits.py'
HEIGHT, WIDTH = 23, 37


def sky(amplitude, seed, shape=(HEIGHT, WIDTH)):
    """A smooth source on noise."""
    random = np.random.RandomState(seed)
    y, x = np.mgrid[: shape[0], : shape[1]]
    return amplitude * (10 * np.exp(-((x - 11) ** 2 + (y - 14) ** 2) / 18) + random.standard_normal(shape))


class Images:
    def __init__(self, directory):
        self.directory = directory
        self.rows = []

    def add(self, name, content, expected, unit=''):
        """`content` is the file; `expected` the plane's physical values."""
        wide = np.ascontiguousarray(expected, dtype='<f8')
        narrow = wide.astype('<f4')
        expected = narrow if np.array_equal(narrow, wide, equal_nan=True) else wide
        with open(os.path.join(self.directory, name + '.fits'), 'wb') as file:
            file.write(content)
        expected.tofile(os.path.join(self.directory, name + '.pixels'))
        self.rows.append(f'{name},{expected.shape[1]},{expected.shape[0]},float{expected.itemsize * 8},{unit}')

    def write_table(self):
        with open(os.path.join(self.directory, 'images.csv'), 'w') as file:
            file.write('\n'.join([MADE_BY, 'name,width,height,type,unit'] + self.rows) + '\n')


def file_bytes(hdus):
    stream = io.BytesIO()
    fits.HDUList(hdus).writeto(stream, output_verify='exception')
    return stream.getvalue()


def plain_bytes(stored, cards=(), extension=False):
    """The stored numbers as they are, with cards that say how to read them: bytes by numpy, so that nothing rescales them."""
    hdu = fits.PrimaryHDU(stored)
    for card in cards:
        hdu.header.append(card)
    header = hdu.header.tostring(sep='', endcard=True, padding=True).encode('ascii')
    data = stored.astype(stored.dtype.newbyteorder('>')).tobytes()
    content = header + data + b'\0' * (-len(data) % 2880)
    if not extension:
        return content
    image = fits.ImageHDU(stored)
    table = fits.BinTableHDU.from_columns([fits.Column(name='X', format='1J', array=np.arange(3))])
    return file_bytes([fits.PrimaryHDU(), table, image])


def add_plain(images):
    shape = (7, 13)
    random = np.random.RandomState(1)
    for dtype, blank in (('u1', 7), ('i2', -32768), ('i4', -(2**31)), ('i8', -(2**63))):
        info = np.iinfo(dtype)
        stored = random.randint(info.min, info.max, shape, dtype=dtype)
        stored[0, :4] = [info.min, info.max, blank, 3]
        stored[3, 5:9] = blank
        name = f'plain_{dtype}'
        images.add(name, plain_bytes(stored), stored.astype('f8'))
        expected = stored.astype('f8') * 0.3 + 12.5
        expected[stored == blank] = np.nan
        cards = [('BSCALE', 0.3), ('BZERO', 12.5), ('BLANK', blank), ('BUNIT', 'Jy/beam ')]
        images.add(name + '_scaled', plain_bytes(stored, cards), expected, 'Jy/beam')
    unsigned = random.randint(0, 2**16, shape)
    images.add('plain_unsigned16', plain_bytes((unsigned - 32768).astype('i2'), [('BSCALE', 1.0), ('BZERO', 32768.0)]), unsigned)
    for dtype in ('f4', 'f8'):
        stored = sky(1e-3, 2, shape).astype(dtype)
        stored[2, 3:6] = np.nan
        images.add(f'plain_{dtype}', plain_bytes(stored), stored.astype('f8'))
        cards = [('BSCALE', 1000.0), ('BZERO', -0.5), ('BLANK', 0)]
        images.add(f'plain_{dtype}_scaled', plain_bytes(stored, cards), stored.astype('f8') * 1000.0 + -0.5)
    stored = sky(1e-3, 3, shape).astype('f4')
    images.add('plain_extension', plain_bytes(stored, extension=True), stored.astype('f8'))
    add_axis_orders(images, stored)


def add_axis_orders(images, plane):
    """The celestial axes among degenerate others; CTYPE1 is the last axis of numpy."""
    orders = ('RA DEC FREQ STOKES', 'RA DEC STOKES FREQ', 'STOKES FREQ RA DEC', 'FREQ RA STOKES DEC', 'DEC RA', 'STOKES DEC RA', 'RA FREQ DEC')
    for order in orders:
        names = order.split()
        celestial = [n for n in names if n in ('RA', 'DEC')]
        lengths = {celestial[0]: plane.shape[1], celestial[1]: plane.shape[0]}
        stored = plane.reshape([lengths.get(n, 1) for n in reversed(names)])
        ctypes = {'RA': 'RA---SIN', 'DEC': 'DEC--SIN'}
        cards = [(f'CTYPE{i + 1}', ctypes.get(n, n)) for i, n in enumerate(names)]
        images.add('axes_' + order.lower().replace(' ', '_'), plain_bytes(stored, cards), plane.astype('f8'))


def compressed_bytes(data, **options):
    return file_bytes([fits.PrimaryHDU(), fits.CompImageHDU(data, **options)])


def decoded(content):
    with fits.open(io.BytesIO(content)) as hdus:
        return np.array(next(hdu.data for hdu in hdus if hdu.data is not None and hdu.is_image), dtype='f8')


def left_out_of_astropy(values, data):
    """astropy 5.2 writes no ZBLANK for NaN in quantised tiles, and then reads the reserved integer of cfitsio as a number,
    some -1e5 times the noise. Where a NaN went in, a reader must find NaN; astropy's own answer is not asked."""
    return np.where(np.isnan(data), np.nan, values)


def add_compressed(images):
    tiles = {'RICE_1': (37, 1), 'GZIP_1': (10, 7), 'GZIP_2': (16, 29)}
    for algorithm, tile in tiles.items():
        label = algorithm.lower().replace('_', '')
        for dtype in ('u1', 'i2', 'i4'):
            data = np.clip(sky(40, 4) + 60, 0, 255).astype(dtype)
            if dtype != 'u1':
                data[5, 5:12] = np.iinfo(dtype).min
                data[6, 7] = np.iinfo(dtype).max
            for tile_size in {tile, (11, 5)}:
                content = compressed_bytes(data, compression_type=algorithm, tile_size=tile_size)
                images.add(f'{label}_{dtype}_{tile_size[0]}x{tile_size[1]}', content, data.astype('f8'))
        add_quantised(images, algorithm, label, tile)
    add_lossless_floats(images)
    add_fpack(images)


def add_quantised(images, algorithm, label, tile):
    methods = {'none': -1, 'dither1': 1, 'dither2': 2}
    for method, code in methods.items():
        data = sky(1e-3, 5).astype('f4')
        data[8:12, 20:30] = 0.0
        content = compressed_bytes(data, compression_type=algorithm, tile_size=tile, quantize_level=8.0, quantize_method=code, dither_seed=9_990)
        images.add(f'{label}_f4_{method}', content, decoded(content))
    data = sky(1e-3, 6).astype('f4')
    data[10:16, 3:20] = np.nan
    content = compressed_bytes(data, compression_type=algorithm, tile_size=tile, quantize_level=16.0, quantize_method=2, dither_seed=77)
    images.add(f'{label}_f4_nan', content, left_out_of_astropy(decoded(content), data))
    data = sky(1e-3, 7)
    content = compressed_bytes(data, compression_type=algorithm, tile_size=(11, 8), quantize_level=4.0, quantize_method=1, dither_seed=3)
    images.add(f'{label}_f8_dither1', content, decoded(content))


def add_lossless_floats(images):
    for algorithm in ('GZIP_1', 'GZIP_2'):
        for dtype in ('f4', 'f8'):
            data = sky(1e-3, 8).astype(dtype)
            data[3, 4:9] = np.nan
            content = compressed_bytes(data, compression_type=algorithm, tile_size=(37, 6), quantize_level=0.0)
            images.add(f'{algorithm.lower().replace("_", "")}_{dtype}_lossless', content, data.astype('f8'))


def fpacked(plain, flags):
    """What fpack makes of a file, and the pixels that funpack makes of that."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, 'a.fits')
        with open(path, 'wb') as file:
            file.write(plain)
        subprocess.run(['fpack', '-C', *flags, path], check=True)
        with open(path + '.fz', 'rb') as file:
            content = file.read()
        subprocess.run(['funpack', '-C', '-O', os.path.join(directory, 'b.fits'), path + '.fz'], check=True)
        return content, np.array(fits.getdata(os.path.join(directory, 'b.fits')), dtype='f8').reshape(HEIGHT, WIDTH)


def add_fpack(images):
    """fpack writes ZBLANK, and keeps a constant tile, which has no noise to quantise by, as gzip. Four axes: astropy 5.2
    reads three at most, so that funpack is the witness."""
    data = sky(1e-3, 10).astype('f4')
    data[0:3] = 0.25
    data[20, 5:15] = np.nan
    data[21] = np.nan
    cards = [('BUNIT', 'Jy/beam'), ('CTYPE1', 'RA---SIN'), ('CTYPE2', 'DEC--SIN'), ('CTYPE3', 'FREQ'), ('CTYPE4', 'STOKES')]
    plain = plain_bytes(data.reshape(1, 1, HEIGHT, WIDTH), cards)
    kinds = {
        'rice': ['-r', '-q42', '4'],
        'rice_no_dither': ['-r', '-q0', '4'],
        'rice_dither2': ['-r', '-qz9999', '4'],
        'gzip1': ['-g1', '-q5', '8'],
        'gzip2': ['-g2', '-q5', '8'],
        'gzip1_lossless': ['-g1', '-q', '0'],
        'gzip2_lossless': ['-g2', '-q', '0'],
        'whole': ['-r', '-q7', '4', '-w'],
    }
    for label, flags in kinds.items():
        content, values = fpacked(plain, flags)
        images.add(f'fpack_{label}', content, values, 'Jy/beam')
    # Without NaN: funpack 4.020 puts pixels of the next row where a tile narrower than the image has blanks.
    finite = sky(1e-3, 12).astype('f4')
    content, values = fpacked(plain_bytes(finite.reshape(1, 1, HEIGHT, WIDTH), cards), ['-r', '-q7', '4', '-t', '9,10,1,1'])
    images.add('fpack_tiles', content, values, 'Jy/beam')
    content, values = fpacked(plain_bytes((finite * 1e5).astype('i2')), ['-d'])
    images.add('fpack_not_compressed', content, values)
    stored = np.clip(sky(40, 11), -30000, 30000).astype('i2')
    stored[4, 4:20] = -99
    content, values = fpacked(plain_bytes(stored, [('BSCALE', 0.01), ('BZERO', 2.0), ('BLANK', -99)]), ['-r'])
    images.add('fpack_i2_blank', content, np.where(stored == -99, np.nan, stored.astype('f8') * 0.01 + 2.0))


BASE = {'NAXIS': 2, 'NAXIS1': 200, 'NAXIS2': 160, 'CRPIX1': 100.5, 'CRPIX2': 71.0, 'CRVAL1': 150.0, 'CRVAL2': -30.0}


def wcs_headers():
    steps = {'CDELT1': -0.0025, 'CDELT2': 0.0025}
    sin = {'CTYPE1': 'RA---SIN', 'CTYPE2': 'DEC--SIN'}
    yield 'sin', {**BASE, **steps, **sin, 'RADESYS': 'ICRS'}
    yield 'sin_fk5', {**BASE, **steps, **sin, 'RADESYS': 'FK5', 'EQUINOX': 2000.0, 'LONPOLE': 180.0, 'LATPOLE': -30.0, 'PV2_1': 0.0, 'PV2_2': 0.0}
    yield 'sin_slant', {**BASE, **steps, **sin, 'PV2_1': 0.01, 'PV2_2': -0.03}
    yield 'ncp', {**BASE, **steps, 'CTYPE1': 'RA---NCP', 'CTYPE2': 'DEC--NCP', 'CRVAL2': 52.0}
    yield 'ncp_south', {**BASE, **steps, 'CTYPE1': 'RA---NCP', 'CTYPE2': 'DEC--NCP', 'CRVAL2': -52.0}
    yield 'tan_cd', {**BASE, 'CTYPE1': 'RA---TAN', 'CTYPE2': 'DEC--TAN', 'CD1_1': -0.002, 'CD1_2': 0.0003, 'CD2_1': 0.0004, 'CD2_2': 0.0021}
    yield 'tan_cd_sparse', {**BASE, 'CTYPE1': 'RA---TAN', 'CTYPE2': 'DEC--TAN', 'CD1_2': 0.002, 'CD2_1': 0.002}
    yield 'zea_pc', {**BASE, **steps, 'CTYPE1': 'RA---ZEA', 'CTYPE2': 'DEC--ZEA', 'PC1_1': 0.8, 'PC1_2': -0.6, 'PC2_1': 0.6, 'PC2_2': 0.8}
    yield 'sin_pc_sparse', {**BASE, **steps, **sin, 'PC1_2': -0.1}
    yield 'sin_pc_casa', {**BASE, **steps, **sin, 'PC01_01': 0.8, 'PC01_02': -0.6, 'PC02_01': 0.6, 'PC02_02': 0.8}
    yield 'sin_pc_aips', {**BASE, **steps, **sin, 'PC001001': 0.8, 'PC001002': -0.6, 'PC002001': 0.6, 'PC002002': 0.8}
    yield 'tan_cd_aips', {**BASE, 'CTYPE1': 'RA---TAN', 'CTYPE2': 'DEC--TAN', 'CD001001': -0.002, 'CD001002': 0.0003, 'CD002001': 0.0004, 'CD002002': 0.0021}
    yield 'sin_crota', {**BASE, 'CDELT1': -0.002, 'CDELT2': 0.003, **sin, 'CROTA2': 33.0}
    yield 'car', {**BASE, **steps, 'CTYPE1': 'RA---CAR', 'CTYPE2': 'DEC--CAR', 'CRVAL2': 0.0}
    yield 'car_dec', {**BASE, **steps, 'CTYPE1': 'RA---CAR', 'CTYPE2': 'DEC--CAR', 'CRVAL2': 20.0}
    yield 'car_latpole', {**BASE, **steps, 'CTYPE1': 'RA---CAR', 'CTYPE2': 'DEC--CAR', 'CRVAL2': 20.0, 'LONPOLE': 60.0, 'LATPOLE': -70.0}
    yield 'sin_lonpole', {**BASE, **steps, **sin, 'LONPOLE': 130.0}
    yield 'sin_pv_lonpole', {**BASE, **steps, **sin, 'PV1_3': 130.0, 'PV1_4': 20.0}
    yield 'sin_pole', {**BASE, **steps, **sin, 'CRVAL2': 90.0}
    yield 'sin_seam', {**BASE, **steps, **sin, 'CRVAL1': 0.01}
    yield 'sin_negative_ra', {**BASE, **steps, **sin, 'CRVAL1': -20.0}
    yield 'sin_arcsec', {**BASE, **sin, 'CUNIT1': 'arcsec', 'CUNIT2': 'arcsec', 'CRVAL1': 540000.0, 'CRVAL2': -108000.0, 'CDELT1': -9.0, 'CDELT2': 9.0}
    yield 'sin_rad', {**BASE, **sin, 'CUNIT1': 'rad', 'CUNIT2': 'rad', 'CRVAL1': 2.5, 'CRVAL2': -0.5, 'CDELT1': -4e-5, 'CDELT2': 4e-5}
    swapped = {'CTYPE1': 'DEC--SIN', 'CTYPE2': 'RA---SIN', 'CRVAL1': -30.0, 'CRVAL2': 150.0, 'CDELT1': 0.0025, 'CDELT2': -0.003}
    yield 'dec_first', {**BASE, **swapped}
    yield 'dec_first_pc', {**BASE, **swapped, 'PC1_1': 0.8, 'PC1_2': -0.6, 'PC2_1': 0.6, 'PC2_2': 0.8}
    yield 'dec_first_crota', {**BASE, **swapped, 'CROTA1': 20.0}
    yield 'dec_first_slant', {**BASE, **swapped, 'PV1_1': 0.01, 'PV1_2': -0.03}
    four = {'NAXIS': 4, 'NAXIS1': 1, 'NAXIS2': 1, 'NAXIS3': 200, 'NAXIS4': 160}
    four.update({'CTYPE1': 'STOKES', 'CRPIX1': 1.0, 'CRVAL1': 1.0, 'CDELT1': 1.0, 'CTYPE2': 'FREQ', 'CRPIX2': 1.0, 'CRVAL2': 8.88e8, 'CDELT2': 2.88e8, 'CUNIT2': 'Hz'})
    four.update({'CTYPE3': 'RA---SIN', 'CRPIX3': 100.5, 'CRVAL3': 150.0, 'CDELT3': -0.0025, 'CTYPE4': 'DEC--SIN', 'CRPIX4': 71.0, 'CRVAL4': -30.0, 'CDELT4': 0.0025})
    yield 'stokes_first', four
    yield 'stokes_first_pc', {**four, 'PC3_4': -0.2, 'PC4_3': 0.1}


PIXELS = ((0, 0), (150, 20), (60, 140), (99.5, 70))


def write_wcs(directory):
    texts, rows = [MADE_BY], []
    for name, cards in wcs_headers():
        header = fits.Header(cards.items())
        texts.append('== ' + name)
        texts.extend(card.image.rstrip() for card in header.cards)
        wcs = WCS(header)
        ra_index, dec_index = wcs.wcs.lng, wcs.wcs.lat
        x_index, y_index = sorted((ra_index, dec_index))
        for x, y in PIXELS:
            pixel = [0.0] * wcs.naxis
            pixel[x_index], pixel[y_index] = x, y
            world = wcs.wcs_pix2world([pixel], 0)[0]
            rows.append(f'{name},{x},{y},{world[ra_index] % 360!r},{world[dec_index]!r}')
    with open(os.path.join(directory, 'headers.txt'), 'w') as file:
        file.write('\n'.join(texts) + '\n')
    with open(os.path.join(directory, 'wcs.csv'), 'w') as file:
        file.write('\n'.join([MADE_BY, 'name,x,y,ra_deg,dec_deg'] + rows) + '\n')


def write_times(directory):
    rows = []
    dates = ['1972-01-01T00:00:00.001', '1979-12-31T23:59:59.500', '1999-01-01T00:00:31.999', '1999-01-01T00:00:32.001', '2016-12-31T12:00:00', '2017-01-01T00:00:36.5']
    dates += ['2017-01-01T00:00:40.25', '2020-08-03T04:33:55.479', '2026-11-20T00:00:00']
    for scale, astropy_scale in (('UTC', 'utc'), ('TAI', 'tai'), ('TT', 'tt'), ('TDT', 'tt'), ('TDB', 'tdb')):
        for date in dates:
            if date < '1973' and scale != 'UTC':
                continue
            time = Time(date, scale=astropy_scale, precision=3).utc
            rows.append(f'{date},{scale},{time.isot},{time.jd!r}')
    for date in dates[1:]:
        time = Time(Time(date, scale='tai') + 19 / 86400, scale='tai', precision=3)
        time = Time(time.jd1, time.jd2, format='jd', scale='tai', precision=3).utc
        rows.append(f'{date},GPS,{time.isot},{time.jd!r}')
    with open(os.path.join(directory, 'times.csv'), 'w') as file:
        file.write('\n'.join([MADE_BY, 'date_obs,timesys,utc,jd'] + rows) + '\n')


def main(directory):
    os.makedirs(directory, exist_ok=True)
    images = Images(directory)
    add_plain(images)
    add_compressed(images)
    images.write_table()
    write_wcs(directory)
    write_times(directory)


if __name__ == '__main__':
    main(sys.argv[1])
