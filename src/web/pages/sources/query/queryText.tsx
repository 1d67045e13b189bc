import { Combobox, Stack, Textarea, useCombobox } from '@mantine/core'
import { useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { ApiFault } from '../../../api/apiFault.ts'
import { QueryHelp } from '../../../parts/queryHelp.tsx'
import { QueryMistake } from '../../../parts/queryMistake.tsx'
import { complete, completionAt } from './completion.ts'

interface QueryTextProps {
  readonly value: string
  /** Why it cannot be read; null where it can. */
  readonly fault: ApiFault | null
  readonly onChange: (q: string) => void
}

/** The query as text: names of columns are completed as they are written, Enter asks. */
export function QueryText({ value, fault, onChange }: QueryTextProps) {
  const [text, setText] = useState(value)
  const [caret, setCaret] = useState(value.length)
  const field = useRef<HTMLTextAreaElement>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const completion = completionAt(text, caret)
  const isOffering = combobox.dropdownOpened && completion.offers.length > 0
  const apply = () => {
    combobox.closeDropdown()
    if (text.trim() !== value) onChange(text.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || (isOffering && combobox.getSelectedOptionIndex() >= 0)) return
    event.preventDefault()
    apply()
  }
  const take = (offer: string) => {
    const next = complete(text, caret, completion, offer)
    // At once: whoever types on must find the caret where the name ends.
    flushSync(() => {
      setText(next.text)
      setCaret(next.caret)
    })
    field.current?.setSelectionRange(next.caret, next.caret)
    combobox.closeDropdown()
  }
  return (
    <Stack gap={4}>
      <Combobox store={combobox} onOptionSubmit={take} position="bottom-start" width={300}>
        <Combobox.Target autoComplete="off">
          <Textarea
            ref={field}
            label="Query"
            placeholder="n_meas >= 3 and eta_peak > 2.5 and not new"
            value={text}
            aria-invalid={fault !== null}
            autosize
            minRows={1}
            maxRows={8}
            classNames={{ input: 'site-mono' }}
            spellCheck={false}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setCaret(event.currentTarget.selectionStart)
              combobox.openDropdown()
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onBlur={apply}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isOffering}>
          <Combobox.Options>
            {completion.offers.map((offer) => (
              <Combobox.Option key={offer} value={offer} className="site-mono">
                {offer}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {fault && text.trim() === value && <QueryMistake text={value} fault={fault} />}
      <QueryHelp />
    </Stack>
  )
}
