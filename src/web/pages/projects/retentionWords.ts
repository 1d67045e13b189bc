/** How long something stays in Trash, as a sentence ends with it. */
export function retentionWords(days: number): string {
  if (days === 0) return 'until somebody deletes it'
  return days === 1 ? '1 day' : `${days} days`
}
