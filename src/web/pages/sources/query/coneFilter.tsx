import { Group, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { readPosition } from '../../../../app/contract/query/readPosition.ts'
import { maxConeArcsec } from '../../../../app/contract/sourceQuery.ts'
import { formatDec, formatRa } from '../../../parts/sexagesimal.ts'
import type { Cone } from './queryParts.ts'
import { isNameOfObject, useNameLookUp } from './useNameLookUp.ts'

interface ConeFilterProps {
  readonly cone: Cone | null
  readonly onChange: (cone: Cone | null) => void
}

const arcsecOf = { arcsec: 1, arcmin: 60, deg: 3600 } as const

type Unit = keyof typeof arcsecOf

function isUnit(text: string | null): text is Unit {
  return text !== null && Object.hasOwn(arcsecOf, text)
}

function unitOf(radiusArcsec: number): Unit {
  if (radiusArcsec >= 3600) return 'deg'
  return radiusArcsec >= 60 ? 'arcmin' : 'arcsec'
}

function positionText(cone: Cone | null): string {
  return cone ? `${formatRa(cone.raDeg)} ${formatDec(cone.decDeg)}` : ''
}

/** The position that is written, or that of the filter where its text was not changed: that has more digits than are shown. */
function centreOf(text: string, cone: Cone | null) {
  if (cone && text === positionText(cone)) return { raDeg: cone.raDeg, decDeg: cone.decDeg }
  const read = readPosition(text)
  return read.ok ? read.value : null
}

function Verdict({ text }: { readonly text: string }) {
  if (text.trim() === '') return null
  const read = readPosition(text)
  if (!read.ok) return null
  const { raDeg, decDeg } = read.value
  return (
    <Text size="xs" c="dimmed" role="status">
      {formatRa(raDeg)} {formatDec(decDeg)} ICRS
    </Text>
  )
}

/** A cone: a position in any usual notation, checked as it is typed, or the name of an object; and a radius with its unit. */
export function ConeFilter({ cone, onChange }: ConeFilterProps) {
  const [text, setText] = useState(positionText(cone))
  const [unit, setUnit] = useState<Unit>(cone ? unitOf(cone.radiusArcsec) : 'arcmin')
  const [radius, setRadius] = useState(cone ? String(Number((cone.radiusArcsec / arcsecOf[unit]).toPrecision(12))) : '2')
  const lookUp = useNameLookUp(text)
  const fault = text.trim() === '' || isNameOfObject(text) ? null : readPosition(text)
  const faultWords = fault && !fault.ok ? fault.fault.message.replace('Position: expected', 'Expected') : null
  const radiusArcsec = Number(radius) * arcsecOf[unit]
  const isRadius = radius.trim() !== '' && radiusArcsec >= 0 && radiusArcsec <= maxConeArcsec
  const apply = (wanted: number) => {
    if (text.trim() === '') return cone && onChange(null)
    const centre = centreOf(text, cone)
    if (!centre || !(wanted >= 0 && wanted <= maxConeArcsec)) return
    const next = { ...centre, radiusArcsec: wanted }
    if (JSON.stringify(next) !== JSON.stringify(cone)) onChange(next)
  }
  const lookUpName = async () => {
    const found = await lookUp.find()
    if (!found) return
    const next = { raDeg: found.raDeg, decDeg: found.decDeg, radiusArcsec: isRadius ? radiusArcsec : arcsecOf[unit] }
    setText(positionText(next))
    onChange(next)
  }
  const onKeyDown = (event: { readonly key: string }) => {
    if (event.key !== 'Enter') return
    if (isNameOfObject(text)) void lookUpName()
    else apply(radiusArcsec)
  }
  return (
    <div>
      <TextInput
        size="xs"
        label="Around a position or an object"
        placeholder="05:23:34 -69:45:22, l 280 b -33, NGC 253"
        value={text}
        error={faultWords ?? (lookUp.isWrong ? lookUp.words : null)}
        disabled={lookUp.isLooking}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => apply(radiusArcsec)}
        onKeyDown={onKeyDown}
        spellCheck={false}
      />
      {lookUp.words !== null && !lookUp.isWrong && (
        <Text size="xs" c="dimmed" role="status">
          {lookUp.words}
        </Text>
      )}
      <Verdict text={text} />
      <Group gap="xs" wrap="nowrap" mt={4} align="flex-start">
        <TextInput
          size="xs"
          flex={1}
          aria-label="Radius"
          inputMode="decimal"
          value={radius}
          error={isRadius ? null : '0 to 180 deg'}
          onChange={(event) => setRadius(event.currentTarget.value)}
          onBlur={() => apply(radiusArcsec)}
          onKeyDown={onKeyDown}
        />
        <Select
          size="xs"
          w={96}
          aria-label="Unit of the radius"
          data={Object.keys(arcsecOf)}
          value={unit}
          allowDeselect={false}
          onChange={(next) => {
            if (!isUnit(next)) return
            setUnit(next)
            apply(Number(radius) * arcsecOf[next])
          }}
        />
      </Group>
    </div>
  )
}
