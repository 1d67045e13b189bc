/**
 * How the names of an image's measurements begin: the image's name after ".i." (if it has that) up to its next dot, and
 * an underscore. `image.i.VAST_0334-37.SB50801.cont.fits` gives `VAST_0334-37_`.
 */
export function namePrefix(imageName: string): string {
  const mark = imageName.indexOf('.i.')
  const field = mark < 0 ? imageName : imageName.slice(mark + '.i.'.length)
  return `${field.split('.', 1)[0]}_`
}
