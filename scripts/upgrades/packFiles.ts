import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What is at a path of a store: the bytes of a file in base64, where a link leads to, or a folder. */
export type PackedFile = { readonly file: string } | { readonly link: string } | { readonly folder: true }

export type PackedFiles = Readonly<Record<string, PackedFile>>

/** What is made anew, or is no part of a store. */
const left = /^(catalogue\.sqlite.*|backups\/.+|tmp\/.+|locks\/.+)$/

/** All files of a store but its catalogue. */
export function packFiles(home: string): Buffer {
  const found: Record<string, PackedFile> = {}
  const look = (folder: string) => {
    for (const entry of readdirSync(join(home, folder), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = join(folder, entry.name)
      if (left.test(name)) continue
      if (entry.isSymbolicLink()) found[name] = { link: readlinkSync(join(home, name)) }
      else if (entry.isDirectory()) {
        found[name] = { folder: true }
        look(name)
      } else found[name] = { file: readFileSync(join(home, name)).toString('base64') }
    }
  }
  look('')
  return gzipSync(JSON.stringify(found), { level: 9 })
}
