import { Fragment, useSyncExternalStore } from 'react'
import { closeDialog, onDialogs, shownDialogs } from './openDialog.ts'

/** Where the dialogs stand that pages open with `openDialog`. */
export function DialogHost() {
  const dialogs = useSyncExternalStore(onDialogs, shownDialogs)
  return dialogs.map(({ id, isOpen, render }) => <Fragment key={id}>{render({ isOpen, onClose: () => closeDialog(id) })}</Fragment>)
}
