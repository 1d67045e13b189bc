import { Textarea } from '@mantine/core'
import { useState } from 'react'

interface NamesFilterProps {
  readonly names: readonly string[]
  readonly ids: readonly number[]
  readonly onChange: (names: readonly string[], ids: readonly number[]) => void
}

function isId(word: string): boolean {
  return /^\d{1,15}$/.test(word)
}

/** A pasted list: what is all digits is an id, the rest are names, `VAST` before them or not. */
function readList(text: string): { readonly names: readonly string[]; readonly ids: readonly number[] } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '' && word.toUpperCase() !== 'VAST')
  return { names: [...new Set(words.filter((word) => !isId(word)))], ids: [...new Set(words.filter(isId).map(Number))] }
}

/** Sources by their names or their ids, in bulk. */
export function NamesFilter({ names, ids, onChange }: NamesFilterProps) {
  const listed = [...names, ...ids].join('\n')
  const [text, setText] = useState(listed)
  const read = readList(text)
  const isMixed = read.names.length > 0 && read.ids.length > 0
  const apply = () => {
    if (!isMixed && [...read.names, ...read.ids].join('\n') !== listed) onChange(read.names, read.ids)
  }
  return (
    <Textarea
      size="xs"
      label="Names or ids"
      placeholder="Paste a list"
      value={text}
      error={isMixed ? `Expected names or ids, found both (${read.ids[0]}, ${read.names[0]}).` : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      autosize
      minRows={1}
      maxRows={6}
      classNames={{ input: 'site-mono' }}
      spellCheck={false}
    />
  )
}
