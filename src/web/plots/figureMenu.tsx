import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconFileTypeCsv, IconPhotoDown } from '@tabler/icons-react'
import { useState } from 'react'
import { tellFault } from '../parts/notify.tsx'
import { columnWidthsMm, type Figure } from './figure.ts'
import { downloadFigure, downloadFigureRows, type FigureFormat } from './figureFiles.ts'

const formats = [
  { format: 'pdf', words: 'PDF' },
  { format: 'svg', words: 'SVG' },
  { format: 'png', words: 'PNG, 600 dpi' },
] as const

const widths = [
  { words: 'One column, 84 mm', widthMm: columnWidthsMm.single },
  { words: 'Two columns, 174 mm', widthMm: columnWidthsMm.double },
] as const

interface FigureMenuProps {
  readonly figure: Figure
  /** For a second figure on the page: what this one shows. */
  readonly label?: string
}

/** Takes a plot or a picture away for a paper: light, at column width, its rows beside it. */
export function FigureMenu({ figure, label }: FigureMenuProps) {
  const [isMaking, setMaking] = useState(false)
  const download = (format: FigureFormat, widthMm: number) => {
    setMaking(true)
    void downloadFigure(figure, format, widthMm)
      .catch(tellFault)
      .finally(() => setMaking(false))
  }
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPhotoDown size={14} />}
          rightSection={<IconChevronDown size={14} />}
          loading={isMaking}
          aria-label={label ? `Figure: ${label}` : undefined}
        >
          Figure
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {widths.map(({ words, widthMm }) => [
          <Menu.Label key={words}>{words}</Menu.Label>,
          ...formats.map((each) => (
            <Menu.Item key={`${words} ${each.format}`} onClick={() => download(each.format, widthMm)}>
              {each.words}
            </Menu.Item>
          )),
        ])}
        <Menu.Label>What it shows</Menu.Label>
        <Menu.Item leftSection={<IconFileTypeCsv size={14} />} onClick={() => downloadFigureRows(figure)}>
          Data as CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
