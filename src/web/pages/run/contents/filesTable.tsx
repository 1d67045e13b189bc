import type { RunFile } from '../../../../app/contract/runFile.ts'
import { addressOf } from '../../../api/callApi.ts'
import { useApi } from '../../../api/useApi.ts'
import { CutText } from '../../../parts/cutText.tsx'
import { formatBytes } from '../../../parts/format.ts'
import { ItemTable } from '../../../parts/itemTable.tsx'
import type { TableColumn } from '../../../parts/table/tableColumn.ts'
import { Loaded } from '../../../parts/loaded.tsx'

interface FilesTableProps {
  readonly run: string
  readonly version: number
}

function columnsOf(run: string, version: number): readonly TableColumn<RunFile>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ name }) => (
        <a href={addressOf('downloadRunFile', { params: { run, file: name }, query: { version } })} download={name}>
          {name}
        </a>
      ),
      sortBy: ({ name }) => name,
    },
    { id: 'bytes', header: 'Size', isNumber: true, cell: ({ bytes }) => formatBytes(bytes), sortBy: ({ bytes }) => bytes },
    { id: 'kind', header: 'Kind', cell: ({ isExport }) => (isExport ? 'export' : 'result') },
    {
      id: 'sha256',
      header: 'SHA-256',
      cell: ({ sha256 }) => (sha256 === null ? '' : <CutText text={sha256} isCode />),
      sortBy: ({ sha256 }) => sha256,
    },
  ]
}

/** The files of a version, to download one by one. */
export function FilesTable({ run, version }: FilesTableProps) {
  const query = useApi('listRunFiles', { params: { run }, query: { version } })
  return (
    <Loaded query={query}>
      {({ files }) => (
        <ItemTable
          name="run-files"
          exports={{ by: 'page' }}
          label={`Files of version ${version}`}
          rows={files}
          columns={columnsOf(run, version)}
          idOf={({ name }) => name}
          nameOf={({ name }) => name}
        />
      )}
    </Loaded>
  )
}
