import { unusedImages } from '../../store/catalogue/images.ts'
import type { Halley } from '../halley.ts'
import { finding, type Finding } from './finding.ts'

/** Images that no version, no operation and no user holds. */
export async function checkImages({ store }: Halley): Promise<readonly Finding[]> {
  const images = await unusedImages(store.catalogue)
  return images.map(({ id, name, measurementBytes }) =>
    finding('images', 'leftover', `Image ${name} is used by nothing (${measurementBytes} bytes): ./halley ingest --unused takes it away.`, [
      store.paths.image(id),
    ]),
  )
}
