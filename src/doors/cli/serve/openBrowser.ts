import { spawn } from 'node:child_process'

/** What opens an address where somebody sits; null where nobody does. */
function openerOf({ platform, stdout, env }: Pick<NodeJS.Process, 'platform' | 'stdout' | 'env'>): string | null {
  if (!stdout.isTTY || env['SSH_CONNECTION'] || env['CI']) return null
  if (platform === 'darwin') return 'open'
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? 'xdg-open' : null
}

/** Opens an address in the browser of who sits here. Where there is none, the address on the screen has to do. */
export function openBrowser(address: string): void {
  const opener = openerOf(process)
  if (opener === null) return
  const child = spawn(opener, [address], { detached: true, stdio: 'ignore' })
  child.on('error', () => {})
  child.unref()
}
