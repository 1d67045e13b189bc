import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

function folder(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

export default defineConfig({
  root: folder('src/web'),
  plugins: [react()],
  build: { outDir: folder('site'), emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
  server: { proxy: { '/api': 'http://127.0.0.1:8642' } },
})
