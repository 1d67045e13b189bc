import { Button, Space, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { FileRole } from '../../../app/contract/inputFiles.ts'
import { useFilePicker } from '../../dialogs/useFilePicker.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { pathName } from '../../parts/pathName.ts'
import { roleWords } from '../../parts/roleWords.ts'
import { SelectionBar } from '../../parts/selectionBar.tsx'
import classes from './newRun.module.css'
import { isComplete, type PickedImage } from './newRunForm.ts'

interface PickedTableProps {
  readonly images: readonly PickedImage[]
  readonly hasEpochs: boolean
  readonly onChange: (images: readonly PickedImage[]) => void
}

interface FileCellProps {
  readonly image: PickedImage
  readonly role: Exclude<FileRole, 'image'>
  readonly onChoose: () => void
}

function FileCell({ image, role, onChoose }: FileCellProps) {
  const path = image[role]
  const isNeeded = role !== 'background'
  if (path !== null)
    return (
      <span className={classes.file} title={path}>
        {pathName(path)}
      </span>
    )
  return (
    <span className={isNeeded ? classes.missing : 'site-muted'}>
      {isNeeded && <IconAlertTriangle size={14} aria-hidden="true" />}
      none found
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`Choose the ${roleWords[role].toLowerCase()} of ${pathName(image.image)}`}
        onClick={onChoose}
      >
        Choose
      </Button>
    </span>
  )
}

function useColumns({ images, hasEpochs, onChange }: PickedTableProps): readonly TableColumn<PickedImage>[] {
  const pick = useFilePicker()
  const change = (image: PickedImage, next: Partial<PickedImage>) =>
    onChange(images.map((each) => (each.image === image.image ? { ...each, ...next } : each)))
  const choose = (image: PickedImage, role: FileCellProps['role']) =>
    pick({
      title: `Choose the ${roleWords[role].toLowerCase()} of ${pathName(image.image)}`,
      picks: 'one',
      startIn: image.image.slice(0, image.image.lastIndexOf('/')),
      onPick: ([path]) => path !== undefined && change(image, { [role]: path }),
    })
  const fileColumn = (role: FileCellProps['role']): TableColumn<PickedImage> => ({
    id: role,
    header: roleWords[role],
    cell: (image) => <FileCell image={image} role={role} onChoose={() => choose(image, role)} />,
    sortBy: (image) => image[role],
  })
  const epoch: TableColumn<PickedImage> = {
    id: 'epoch',
    header: 'Epoch',
    cell: (image) => (
      <TextInput
        size="xs"
        w={80}
        classNames={{ input: classes.epoch }}
        aria-label={`Epoch of ${pathName(image.image)}`}
        value={image.epoch}
        onChange={(event) => change(image, { epoch: event.currentTarget.value })}
        error={image.epoch.trim() === ''}
      />
    ),
    sortBy: (image) => image.epoch,
  }
  return [
    {
      id: 'image',
      header: 'Image',
      cell: ({ image }) => (
        <span className={classes.file} title={image}>
          {pathName(image)}
        </span>
      ),
      sortBy: ({ image }) => image,
    },
    ...(hasEpochs ? [epoch] : []),
    fileColumn('selavy'),
    fileColumn('noise'),
    fileColumn('background'),
  ]
}

function gapWords(images: readonly PickedImage[]): string {
  const left = images.filter((image) => !isComplete(image)).length
  const bare = images.filter((image) => isComplete(image) && image.background === null).length
  const words = [
    left > 0 ? `${left === 1 ? '1 image is' : `${left} images are`} left out until a catalogue and a noise map are chosen.` : '',
    bare > 0 ? `Not every image has a background map: forced fits cannot be made.` : '',
  ]
  return words.filter((each) => each !== '').join(' ')
}

/** The images that were picked with the files of their names, to be looked through before anything is made. */
export function PickedTable(props: PickedTableProps) {
  const { images, onChange } = props
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const columns = useColumns(props)
  const selected = images.filter(({ image }) => ids.has(image))
  const remove = () => {
    onChange(images.filter(({ image }) => !ids.has(image)))
    setIds(new Set())
  }
  const gaps = gapWords(images)
  return (
    <div className={classes.table}>
      <SelectionBar words={`${selected.length} of ${images.length}`} count={selected.length} onClear={() => setIds(new Set())}>
        <Button variant="default" onClick={remove}>
          Remove {selected.length}
        </Button>
      </SelectionBar>
      <Space h="sm" />
      <ItemTable
        name="picked-images"
        exports={null}
        label="Images of the new run"
        rows={images}
        columns={columns}
        idOf={({ image }) => image}
        nameOf={({ image }) => pathName(image)}
        selection={{ ids, onChange: setIds }}
      />
      <Text size="xs" c="dimmed" mt="xs" role="status">
        {images.length === 1 ? '1 image.' : `${images.length} images.`} {gaps}
      </Text>
    </div>
  )
}
