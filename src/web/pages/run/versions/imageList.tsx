import { Text } from '@mantine/core'
import type { VersionImage } from '../../../../app/contract/version.ts'
import classes from './lists.module.css'

interface ImageListProps {
  /** What becomes of one of them, and of several. */
  readonly words: readonly [one: string, several: string]
  readonly images: readonly VersionImage[]
}

/** Images by name, behind their number; nothing where there are none. */
export function ImageList({ words: [one, several], images }: ImageListProps) {
  if (images.length === 0) return null
  return (
    <details className={classes.list} open={images.length <= 8}>
      <summary>
        <b>{images.length}</b> {images.length === 1 ? one : several}
      </summary>
      <ul>
        {images.map(({ id, name, paths }) => (
          <li key={id} className="site-mono" title={paths.image}>
            <Text span truncate="end" display="block" inherit>
              {name}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  )
}
