import { FilePickerDialog, type FilePickRequest } from './filePicker/filePickerDialog.tsx'
import { openDialog } from './openDialog.ts'

/** Opens the picker of files on the host of the server. */
export function useFilePicker(): (request: FilePickRequest) => void {
  return (request) => openDialog((state) => <FilePickerDialog state={state} {...request} />)
}
