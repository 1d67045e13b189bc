/** A time as lists have it, to the minute, UTC: 2026-11-20 20:35. The head of its column says that it is UTC. */
export function formatMinute(utc: string): string {
  return utc.slice(0, 16).replace('T', ' ')
}

/** A time to the second, UTC: 2026-11-20 20:35:00. */
export function formatSecond(utc: string): string {
  return utc.slice(0, 19).replace('T', ' ')
}
