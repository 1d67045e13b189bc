// What the clients know by their journals: what they were told is there, and whose end they asked for.
import { JournalReader, type Asked, type Fact } from './journal.ts'

export interface Bug {
  readonly act: string
  readonly client: string
  readonly number: number
  readonly words: string
}

export class Ledger {
  /** What somebody was told is there, by kind and id. */
  readonly facts = new Map<string, Fact>()
  /** Ids whose end somebody asked for. */
  readonly ends = new Set<string>()
  readonly purges = new Set<string>()
  /** How often the history must have an event, by what was done and to what. */
  readonly events = new Map<string, number>()
  readonly doneOf = new Map<string, number>()
  readonly refusedOf = new Map<string, number>()
  readonly bugs: Bug[] = []
  done = 0
  refused = 0
  readonly #readers: readonly (readonly [client: string, reader: JournalReader])[]
  /** Acts that nobody has answered yet, or ever will. */
  readonly #open = new Map<string, Asked>()

  constructor(journals: readonly (readonly [client: string, path: string])[]) {
    this.#readers = journals.map(([client, path]) => [client, new JournalReader(path)])
  }

  /** Acts that had no answer when their process was killed, once all clients are at rest. */
  get unanswered(): number {
    return this.#open.size
  }

  addFact(fact: Fact): void {
    this.facts.set(`${fact.kind} ${fact.id}`, fact)
  }

  /** Reads what the clients have written since the last time. */
  read(): void {
    for (const [client, reader] of this.#readers) {
      for (const line of reader.read()) {
        const key = `${client} ${line.number}`
        if (line.say === 'asked') {
          this.#open.set(key, line)
          for (const id of line.ends) this.ends.add(id)
          continue
        }
        const asked = this.#open.get(key)
        this.#open.delete(key)
        const act = asked?.act ?? 'unknown'
        if (line.outcome === 'bug') this.bugs.push({ act, client, number: line.number, words: line.words })
        else if (line.outcome === 'refused') this.#refuse(act, line.words)
        else this.#keep(act, line)
      }
    }
  }

  #refuse(act: string, words: string): void {
    this.refused++
    const key = `${act} ${words.split(':')[0] ?? ''}`
    this.refusedOf.set(key, (this.refusedOf.get(key) ?? 0) + 1)
  }

  #keep(act: string, line: { facts: readonly Fact[]; events: readonly (readonly [string, string])[]; purgeId: string | null }): void {
    this.done++
    this.doneOf.set(act, (this.doneOf.get(act) ?? 0) + 1)
    for (const fact of line.facts) this.addFact(fact)
    for (const [action, subjectId] of line.events) {
      const key = `${action} ${subjectId}`
      this.events.set(key, (this.events.get(key) ?? 0) + 1)
    }
    if (line.purgeId !== null) this.purges.add(line.purgeId)
  }
}
