import { z } from 'zod'

// The site may not make code from text, and zod would try whether it can: it has to know before the first schema is made.
z.config({ jitless: true })

void import('./mount.tsx')
