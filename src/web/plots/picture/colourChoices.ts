import { colourNames, type ColourName } from '../../../app/contract/pictures/colourMaps.ts'

const colourWords: Readonly<Record<ColourName, string>> = {
  grey: 'Grey, dark on light',
  greyOnBlack: 'Grey, light on dark',
  viridis: 'Viridis',
  magma: 'Magma',
  cividis: 'Cividis',
}

/** The colour maps of images with their names, to choose from. */
export const colourChoices = colourNames.map((value) => ({ value, label: colourWords[value] }))
