import { refuse } from '../../fault/fault.ts'
import { mostPasswordLength, shortestPassword } from '../contract/passwordLength.ts'

/** A text that repeats itself: `haha...`, `123123...`. */
const repeated = /^(.{1,4})\1+$/su

/** @throws `Refusal` with `password.short`, `password.long`, `password.easy` for one that others would guess */
export function refusePassword(password: string, userName: string): void {
  const { length } = password
  if (length < shortestPassword) {
    refuse('password.short', `Password: expected ${shortestPassword} characters or more, found ${length}.`, {
      hint: 'Four words that do not belong together are easy to keep in mind.',
    })
  }
  if (length > mostPasswordLength) {
    refuse('password.long', `Password: expected at most ${mostPasswordLength} characters, found ${length}.`, {
      hint: 'Choose a shorter one.',
    })
  }
  const plain = password.toLowerCase()
  const withoutName = plain.replaceAll(userName.toLowerCase(), '')
  if (!repeated.test(plain) && withoutName.length >= shortestPassword / 2) return
  refuse('password.easy', 'Password: expected one that others do not guess, found your name or a text that repeats itself.', {
    hint: 'Four words that do not belong together are easy to keep in mind.',
  })
}
