import type { z } from 'zod'

/**
 * One way to call Halley over HTTP, as data: the server's routes, the OpenAPI document, the typed client of the site and
 * the tests of rights are made from it.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Starts with `/api/`, but for those that monitoring knows by other names; parameters as `:run`. */
  readonly path: string
  /** One line, for the list of calls. */
  readonly summary: string
  /** What else a caller has to know; Markdown. */
  readonly description?: string
  /** The heading that it stands under in the documentation. */
  readonly tag: string
  /** Whether it answers those who have not signed in. */
  readonly access: 'everybody' | 'signedIn'
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** What comes back as JSON; null: a stream or a file of the type in `produces`. */
  readonly reply: z.ZodType | null
  readonly produces?: string
  /** 202 for work that goes on: the reply names its operation. Default 200. */
  readonly status?: 200 | 201 | 202
  /** How often one address may call it in a minute; without it, any number of times. */
  readonly mostPerMinute?: number
  /** How much it may be sent; without it, as much as any call. */
  readonly mostBodyBytes?: number
  /** Whether the request or its reply has a password or a secret in it: nothing of it is kept for an idempotency key. */
  readonly hasSecrets?: boolean
}

/** A group of endpoints that belong together, by name. */
export type Endpoints = Readonly<Record<string, Endpoint>>

/** Checks a group of endpoints, and keeps the types of its parts. */
export function endpoints<const Group extends Endpoints>(group: Group): Group {
  return group
}

/** A value that nobody changes, down to its leaves. */
export type Frozen<T> = T extends (infer Element)[]
  ? readonly Frozen<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T

type Part<E extends Endpoint, Name extends 'params' | 'query' | 'body'> = E[Name] extends z.ZodType ? E[Name] : z.ZodType<undefined>

/** What a handler is given, defaults filled in. */
export type Received<E extends Endpoint, Name extends 'params' | 'query' | 'body'> = Frozen<z.output<Part<E, Name>>>

/** What a caller sends. */
export type Sent<E extends Endpoint, Name extends 'params' | 'query' | 'body'> = Frozen<z.input<Part<E, Name>>>

/** What comes back. */
export type ReplyOf<E extends Endpoint> = E['reply'] extends z.ZodType ? Frozen<z.output<E['reply']>> : unknown
