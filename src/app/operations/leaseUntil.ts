/** When a lease that is given now runs out, as the catalogue keeps it. */
export function leaseUntil(now: Date, leaseMs: number): string {
  return new Date(now.getTime() + leaseMs).toISOString()
}
