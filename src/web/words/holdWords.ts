import { type Named, capital, thing } from './things.ts'

export function holdQuestion(item: Named): string {
  return `Keep ${thing(item)} from being deleted?`
}

export const holdExplained = 'As long as it is held nothing that contains it is deleted permanently, by anybody. It can still go to Trash.'

export const holdButton = 'Hold'

export const liftButton = 'Lift the hold'

export function heldWords(item: Named): string {
  return `${capital(thing(item))} is held: nothing that contains it is deleted permanently.`
}

export function liftedWords(item: Named): string {
  return `The hold on ${thing(item)} is lifted.`
}
