import type { FileRole } from '../../app/contract/inputFiles.ts'

/** What a file is, as tables say it. */
export const roleWords: Readonly<Record<FileRole, string>> = {
  image: 'Image',
  selavy: 'Catalogue',
  noise: 'Noise map',
  background: 'Background map',
}
