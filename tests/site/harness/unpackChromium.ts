// Unpacks Chromium from its npm package into the folder that TMPDIR names, which is where the package puts it.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'

const packed = fileURLToPath(new URL('../bin', import.meta.resolve('@sparticuz/chromium')))

for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await inflate(join(packed, name))
