import { Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SourceHistograms } from '../../../../app/contract/sourceHistograms.ts'
import classes from './filters.module.css'
import { Histogram } from './histogram.tsx'
import type { Bound, Range } from './queryParts.ts'

interface RangeFilterProps {
  readonly label: string
  readonly unit: string | null
  /** What the column is. */
  readonly description: string
  readonly range: Range
  readonly spread: SourceHistograms['histograms'][number] | undefined
  readonly onChange: (range: Range) => void
}

function textOf(bound: Bound | null): string {
  return bound === null ? '' : `${bound.isOpen ? 'beyond ' : ''}${bound.value}`
}

/** Reads a number; `beyond 3` leaves 3 itself out. Nothing: no bound. Undefined: no number. */
function readBound(text: string): Bound | null | undefined {
  const written = text.trim().replace(/^beyond\s*/, '')
  if (written === '') return null
  const value = Number(written.replace('−', '-'))
  return Number.isFinite(value) ? { value, isOpen: written !== text.trim() } : undefined
}

interface BoundFieldProps {
  readonly label: string
  readonly words: string
  readonly value: Bound | null
  readonly onChange: (bound: Bound | null) => void
}

function BoundField({ label, words, value, onChange }: BoundFieldProps) {
  const [text, setText] = useState(textOf(value))
  const read = readBound(text)
  const apply = () => {
    if (read !== undefined && textOf(read) !== textOf(value)) onChange(read)
  }
  return (
    <TextInput
      size="xs"
      flex={1}
      aria-label={`${label}, ${words}`}
      placeholder={words}
      inputMode="decimal"
      value={text}
      error={read === undefined ? 'A number' : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply()
      }}
    />
  )
}

/** Three digits are enough for a range that was drawn, none of its sources lost. */
function rounded(value: number, round: (scaled: number) => number): number {
  if (value === 0) return 0
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2)
  return Number((round(value / step) * step).toPrecision(3))
}

/** A range of a column: two numbers, and above them how its values are spread. */
export function RangeFilter({ label, unit, description, range, spread, onChange }: RangeFilterProps) {
  const key = `${textOf(range.min)} ${textOf(range.max)}`
  return (
    <fieldset className={classes.range} title={description}>
      <legend>
        <span className={classes.label}>
          <span>{label}</span>
          {unit && <span className="site-muted">{unit}</span>}
        </span>
      </legend>
      {spread && spread.all.length > 1 && (
        <Histogram
          label={label}
          spread={spread}
          onBrush={(from, to) =>
            onChange({ min: { value: rounded(from, Math.floor), isOpen: false }, max: { value: rounded(to, Math.ceil), isOpen: false } })
          }
        />
      )}
      <Group gap="xs" wrap="nowrap" mt={4} align="flex-start">
        <BoundField key={`min ${key}`} label={label} words="from" value={range.min} onChange={(min) => onChange({ ...range, min })} />
        <BoundField key={`max ${key}`} label={label} words="to" value={range.max} onChange={(max) => onChange({ ...range, max })} />
      </Group>
    </fieldset>
  )
}
