/** Letters of coordinates, five pixels wide and seven high: a row after the other from the top, `#` where there is ink. */
const drawn: Readonly<Record<string, string>> = {
  '0': '.###. #...# #..## #.#.# ##..# #...# .###.',
  '1': '..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.',
  '2': '.###. #...# ....# ...#. ..#.. .#... #####',
  '3': '##### ...#. ..#.. ...#. ....# #...# .###.',
  '4': '...#. ..##. .#.#. #..#. ##### ...#. ...#.',
  '5': '##### #.... ####. ....# ....# #...# .###.',
  '6': '..##. .#... #.... ####. #...# #...# .###.',
  '7': '##### ....# ...#. ..#.. .#... .#... .#...',
  '8': '.###. #...# #...# .###. #...# #...# .###.',
  '9': '.###. #...# #...# .#### ....# ...#. .##..',
  '+': '..... ..#.. ..#.. ##### ..#.. ..#.. .....',
  '−': '..... ..... ..... ##### ..... ..... .....',
  '.': '..... ..... ..... ..... ..... .##.. .##..',
  h: '#.... #.... #.##. ##..# #...# #...# #...#',
  m: '..... ..... ##.#. #.#.# #.#.# #.#.# #.#.#',
  s: '..... ..... .#### #.... .###. ....# ####.',
  '°': '.##.. #..#. #..#. .##.. ..... ..... .....',
  '′': '..#.. ..#.. .#... ..... ..... ..... .....',
  '″': '.#.#. .#.#. #.#.. ..... ..... ..... .....',
}

export const glyphHeight = 7
const glyphWidth = 5
const advance = glyphWidth + 1

/** How many pixels a label is wide. */
export function labelWidth(label: string): number {
  return label.length * advance - 1
}

/** The places of the ink of a letter, from its left upper corner. */
function inkOf(letter: string): readonly (readonly [x: number, y: number])[] {
  const rows = (drawn[letter] ?? '').split(' ')
  return rows.flatMap((row, y) => row.split('').flatMap((ink, x): (readonly [number, number])[] => (ink === '#' ? [[x, y]] : [])))
}

/** The pixels of a label that have ink: from its left end, and from its top. */
export function labelPixels(label: string): readonly (readonly [x: number, y: number])[] {
  return label.split('').flatMap((letter, place) => inkOf(letter).map(([x, y]) => [place * advance + x, y] as const))
}
