import { makeFault, type Fault } from '../../fault/fault.ts'

const maxLength = 240

/** Why a text does not do as the description of an item; null where it does. Empty is none. */
export function descriptionFault(description: string): Fault | null {
  const { length } = description
  if (length <= maxLength) return null
  return makeFault('item.description', `Description: expected at most ${maxLength} characters, found ${length}.`, {
    hint: 'Shorten it.',
    data: { length },
  })
}
