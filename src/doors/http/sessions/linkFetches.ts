/** Programs look at the beginning of a table before they read it, and some ask for its size first. */
const mostFetches = 4

/** More links than a server has at a time; the oldest is forgotten then. It has long expired. */
const mostLinks = 10_000

/** How often each download link was used. */
export class LinkFetches {
  readonly #counts = new Map<string, number>()

  /** Counts one more use. @returns whether it may still be used */
  take(ticket: string): boolean {
    const count = (this.#counts.get(ticket) ?? 0) + 1
    this.#counts.delete(ticket)
    this.#counts.set(ticket, count)
    const oldest = this.#counts.keys().next().value
    if (this.#counts.size > mostLinks && oldest !== undefined) this.#counts.delete(oldest)
    return count <= mostFetches
  }
}
