import type { FileListing } from './fileListing.ts'

/** What to do about a file that is outside of the folders that are open: which there are, and who says so. */
export function openHint({ openFolders }: Pick<FileListing, 'openFolders'>): string {
  if (openFolders === '') return 'No folder of images is open here. Ask who runs the server to name some: HALLEY_ROOTS=survey=/data/survey'
  return `Name files inside ${openFolders ?? '/'}. Who runs the server says which folders are open: HALLEY_ROOTS.`
}
