import { Text } from '@mantine/core'
import type { CheckedConfiguration } from '../../../app/contract/checkedConfiguration.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { pathName } from '../../parts/pathName.ts'
import { roleWords } from '../../parts/roleWords.ts'
import classes from './newRun.module.css'

type ResolvedImage = NonNullable<CheckedConfiguration['images']>[number]

function fileColumn(id: string, header: string, pathOf: (image: ResolvedImage) => string | null): TableColumn<ResolvedImage> {
  const cell = (image: ResolvedImage) => {
    const path = pathOf(image)
    if (path === null) return <span className="site-muted">none</span>
    return (
      <span className={classes.file} title={path}>
        {pathName(path)}
      </span>
    )
  }
  return { id, header, cell, sortBy: pathOf }
}

const columns: readonly TableColumn<ResolvedImage>[] = [
  fileColumn('image', roleWords.image, ({ imagePath }) => imagePath),
  { id: 'epoch', header: 'Epoch', cell: ({ epochKey }) => epochKey ?? 'its own', sortBy: ({ epochKey }) => epochKey },
  fileColumn('selavy', roleWords.selavy, ({ selavyPath }) => selavyPath),
  fileColumn('noise', roleWords.noise, ({ noisePath }) => noisePath),
  fileColumn('background', roleWords.background, ({ backgroundPath }) => backgroundPath),
]

/** The images that a configuration comes to, each with its files, to be looked through before anything is made. */
export function ResolvedTable({ images }: { readonly images: readonly ResolvedImage[] }) {
  return (
    <div className={classes.table}>
      <Text mb="xs" role="status">
        {images.length === 1 ? '1 image:' : `${images.length} images:`}
      </Text>
      <ItemTable
        name="resolved-images"
        exports={{ by: 'page' }}
        label="Images of the configuration"
        rows={images}
        columns={columns}
        idOf={({ imagePath }) => imagePath}
        nameOf={({ imagePath }) => pathName(imagePath)}
      />
    </div>
  )
}
