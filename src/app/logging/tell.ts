/** What a program that reads a log finds beside the words. */
export type LogFacts = Readonly<Record<string, string | number | null>>

/** Says one thing that happened, to whoever reads the log: words for people, the same facts for programs. */
export type Tell = (words: string, facts?: LogFacts) => void
