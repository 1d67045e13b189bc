import { makeFault, type Fault } from '../../fault/fault.ts'
import { maxDescriptionLength } from '../contract/item.ts'

/** Why a text does not do as the description of an item; null where it does. Empty is none. */
export function descriptionFault(description: string): Fault | null {
  const { length } = description
  if (length <= maxDescriptionLength) return null
  return makeFault('item.description', `Description: expected at most ${maxDescriptionLength} characters, found ${length}.`, {
    hint: 'Shorten it.',
    data: { length },
  })
}
