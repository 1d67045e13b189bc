import { Button, Group, Modal, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import type { ApiFault } from '../api/apiFault.ts'
import { FaultPanel } from '../parts/faultPanel.tsx'
import classes from './dialogForm.module.css'
import type { DialogState } from './openDialog.ts'

interface DialogFormProps {
  readonly state: DialogState
  /** The question that matters. */
  readonly title: ReactNode
  readonly children: ReactNode
  /** Verb and object. */
  readonly submitWords: string
  readonly onSubmit: () => void
  readonly canSubmit?: boolean
  readonly isWorking: boolean
  /** Why it was refused; null where it was not, or where a field says it. */
  readonly fault: ApiFault | null
  readonly size?: string
  /** What leaves it as it is, where Cancel would be misunderstood. */
  readonly dismissWords?: string
  /** Whether what it does cannot be undone. */
  readonly isFinal?: boolean
}

/** A dialog that asks for something and does it: Enter does, Escape does not. */
export function DialogForm(props: DialogFormProps) {
  const { state, title, children, submitWords, onSubmit, canSubmit = true, isWorking, fault, size = 'md' } = props
  const { dismissWords = 'Cancel', isFinal = false } = props
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (canSubmit && !isWorking) onSubmit()
  }
  return (
    <Modal opened={state.isOpen} onClose={state.onClose} title={title} size={size} classNames={{ title: classes.title }}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          {children}
          {fault && <FaultPanel fault={fault} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={state.onClose}>
              {dismissWords}
            </Button>
            <Button type="submit" loading={isWorking} disabled={!canSubmit} {...(isFinal ? { color: 'danger' } : {})}>
              {submitWords}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
